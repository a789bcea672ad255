/**
 * A chat completion in our words: what `paas/v4/chat/completions`, the on-premises platform and every server that
 * speaks OpenAI's dialect are asked, and how their answers end. Pure types.
 */
import type { RunEvent, RunFailure } from '@/lib/runs/events'

export type ChatPart =
  | { type: 'text'; text: string }
  /** An address, or a `data:` address; each family writes it as its upstream wants it. */
  | { type: 'image'; url: string }
  | { type: 'video'; url: string }
  | { type: 'file'; url: string }
  | { type: 'audio'; base64: string; format: 'wav' | 'mp3' }

export type FunctionCall = {
  id: string
  name: string
  /** JSON as upstream wrote it; not checked. */
  arguments: string
}

export type ChatMessage =
  | { role: 'system'; text: string }
  | { role: 'user'; parts: ChatPart[] }
  /** `audioId`: upstream's name for the sound that this answer was. */
  | { role: 'assistant'; text: string; calls: FunctionCall[]; audioId: string | null }
  | { role: 'tool'; callId: string; text: string }

/** A function of ours that a model may call; its parameters as a JSON schema. */
export type FunctionTool = { name: string; description: string; parameters: Record<string, unknown> }

export type McpTool = {
  label: string
  url: string
  transport: 'sse' | 'streamable-http'
  /** Empty: all. */
  allowedTools: string[]
  headers: Record<string, string>
}

/** One generation ended. `calls`: functions of ours that the model wants to be run before it goes on. */
export type CompletionEnd =
  | { outcome: 'done'; text: string; calls: FunctionCall[] }
  | { outcome: 'interrupted' | 'failed'; failure: RunFailure }

/** Where tools that upstream runs appear in the timeline. */
export type CompletionNode = { nodeId: string; nodeName: string }

/**
 * Yields run events without `run-start`, `node-start`, `node-end`, `run-error` and `run-end`. A function call of ours is
 * told as `tool-start` once its arguments are complete; its `tool-end` is for whoever runs it. Upstream's failures are
 * returned, not thrown; the signal's reason is thrown when it aborts, and upstream's socket is closed at once.
 */
export type Completion = AsyncGenerator<RunEvent, CompletionEnd>
