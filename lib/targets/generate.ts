import 'server-only'
import { generateAnswer as askAgent } from '@/lib/agents/generate-answer'
import type { FieldValue } from '@/lib/forms/schema'
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

const families: Partial<Record<Family, GenerateAnswer>> = {
  agent: ({ target, ...question }) => askAgent({ ...question, appId: target.id }),
}

/** Asks whatever the conversation is with. */
export function generateFor(question: Question): AsyncGenerator<RunEvent, GenerationEnd> {
  const generate = families[question.target.family]
  if (!generate) throw new Error(`nothing answers for ${question.target.family}`)
  return generate(question)
}
