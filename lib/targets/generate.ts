import 'server-only'
import { generateAnswer as askAgent } from '@/lib/agents/generate-answer'
import { generateAnswer as askAssistant } from '@/lib/assistants/generate-answer'
import { generateAnswer as askCompatible } from '@/lib/compatible/generate-answer'
import type { FieldValue } from '@/lib/forms/schema'
import { generateAnswer as askModel } from '@/lib/models/generate-answer'
import { generateAnswer as askOnPremises } from '@/lib/open-platform/generate-answer'
import type { RunEvent } from '@/lib/runs/events'
import type { GenerationEnd } from '@/lib/runs/run-writer'
import type { Family, Target } from './schema'
import type { ChatSettings } from './settings'

/** One question to one target, as it was committed. */
export type Question = {
  target: Target
  userId: string
  runId: string
  conversationId: string
  /** The message that is answered; what is above it on its path is the history. */
  userMessageId: string
  /** Upstream keeps the context under it; null begins a new one. Models keep none. */
  upstreamConversationId: string | null
  question: string
  /** What was filled into an agent's form. */
  inputs: FieldValue[]
  /** Ids of uploads of this question. */
  attachments: string[]
  /** Of the workflow's question that this answers, else null. */
  callId: string | null
  settings: ChatSettings
  signal: AbortSignal
}

export type GenerateAnswer = (question: Question) => AsyncGenerator<RunEvent, GenerationEnd>

const families: Record<Family, GenerateAnswer> = {
  agent: ({ target, ...question }) => askAgent({ ...question, appId: target.id }),
  model: askModel,
  assistant: askAssistant,
  'on-premises': askOnPremises,
  compatible: askCompatible,
}

/** Asks whatever the conversation is with. */
export function generateFor(question: Question): AsyncGenerator<RunEvent, GenerationEnd> {
  return families[question.target.family](question)
}
