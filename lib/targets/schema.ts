/** Whom a conversation is with. Pure; shared by server and browser. */
import * as z from 'zod/mini'
import { uploadKinds } from '@/lib/uploads/schema'

export const families = [
  /** An agent of the agent platform; its id is the app id. */
  'agent',
  /** A model behind `paas/v4/chat/completions`; its id is the model's name. */
  'model',
  /** An assistant behind `paas/v4/assistant`. */
  'assistant',
  /** A model of the on-premises platform. */
  'on-premises',
  /** A model of any server that speaks OpenAI's chat completions, such as Ollama or vLLM. */
  'compatible',
] as const

/** Upstream's ids are opaque; names of models have dots, colons and slashes in them (`qwen2.5:7b`, `org/model`). */
const targetId = /^[A-Za-z0-9_][A-Za-z0-9._:/@+-]{0,127}$/

export const targetSchema = z.object({
  family: z.enum(families),
  id: z.string().check(z.regex(targetId)),
})

/** Groups of `ChatSettings`; a target says which of them it takes. */
export const settingGroups = [
  'system_prompt',
  /** temperature, topP */
  'sampling',
  /** doSample, maxTokens, stop, responseFormat */
  'output',
  'thinking',
  'web_search',
  'functions',
  'mcp',
  'all_tools',
  /** usesKnowledge, containers */
  'knowledge',
  /** api, promptTemplate, fileIds, remembers, showsReasoning */
  'platform',
  'translate',
] as const

/** What an assistant works with besides words; upstream's names. */
export const targetTools = [
  'web_browser',
  'code_interpreter',
  'drawing_tool',
  'retrieval',
  'function',
] as const

const localized = z.object({ en: z.string(), zh: z.string() })

/** A target as people see it. */
export const targetCardSchema = z.object({
  target: targetSchema,
  name: localized,
  /** One line on what it does; empty when nobody wrote one. */
  description: localized,
  /** A name from `components/ui/icon.tsx`; anything else falls back to the default. */
  icon: z.string(),
  openingQuestions: z.object({ en: z.array(z.string()), zh: z.array(z.string()) }),
  /** Kinds of files that may go along with a question; none: it takes no files. */
  attaches: z.array(z.enum(uploadKinds)),
  settings: z.array(z.enum(settingGroups)),
  /** Of an assistant. */
  tools: z.optional(z.array(z.enum(targetTools))),
})

export type Family = (typeof families)[number]
export type Target = z.infer<typeof targetSchema>
export type SettingGroup = (typeof settingGroups)[number]
export type TargetTool = (typeof targetTools)[number]
export type TargetCard = z.infer<typeof targetCardSchema>

/** Whether upstream's name for something can be the id of a target. */
export function isTargetId(id: string): boolean {
  return targetId.test(id)
}

/** A text that stands for a target, for keys and comparisons. */
export function targetKey({ family, id }: Target): string {
  return `${family}:${id}`
}

/** Null for what is no key of a target. */
export function targetOfKey(key: string): Target | null {
  const at = key.indexOf(':')
  const parsed = targetSchema.safeParse({ family: key.slice(0, at), id: key.slice(at + 1) })
  return parsed.success ? parsed.data : null
}

/** The app id of an agent; null for every other target. */
export function agentIdOf({ family, id }: Target): string | null {
  return family === 'agent' ? id : null
}

/** Where a new conversation with a target begins. */
export function targetPath({ family, id }: Target): string {
  if (family === 'agent') return `/agents/${encodeURIComponent(id)}`
  if (family === 'assistant') return `/assistants/${encodeURIComponent(id)}`
  return `/models?${new URLSearchParams({ ...(family === 'model' ? {} : { from: family }), model: id }).toString()}`
}
