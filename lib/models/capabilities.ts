/**
 * What a model takes, told from its name: nothing upstream says it. An unknown name gets all that may make sense; what
 * it does not take, upstream refuses in its own words. Pure.
 */
import type { SettingGroup } from '@/lib/targets/schema'
import type { UploadKind } from '@/lib/uploads/schema'

export type ModelKind = 'text' | 'vision' | 'voice' | 'all_tools' | 'role_play' | 'unknown'

export type Capabilities = { attaches: UploadKind[]; settings: SettingGroup[] }

const sampling: SettingGroup[] = ['system_prompt', 'sampling', 'output']

const kinds: Record<ModelKind, Capabilities> = {
  text: { attaches: [], settings: [...sampling, 'web_search', 'functions', 'mcp'] },
  vision: { attaches: ['image', 'video', 'document', 'sheet'], settings: [...sampling, 'functions'] },
  voice: { attaches: ['audio'], settings: sampling },
  all_tools: { attaches: [], settings: [...sampling, 'all_tools', 'functions'] },
  role_play: { attaches: [], settings: sampling },
  unknown: {
    attaches: ['image', 'video', 'document', 'sheet', 'audio'],
    settings: [...sampling, 'thinking', 'web_search', 'functions', 'mcp'],
  },
}

/** @param model upstream's name, such as `glm-4.6v` */
export function capabilitiesOf(model: string): Capabilities & { kind: ModelKind } {
  const name = model.toLowerCase()
  const kind = kindOf(name)
  const { attaches, settings } = kinds[kind]
  return {
    kind,
    attaches,
    settings: thinks(name) ? [...new Set([...settings, 'thinking' as const])] : settings,
  }
}

function kindOf(name: string): ModelKind {
  if (/all-?tools/.test(name)) return 'all_tools'
  if (/voice|audio|speech/.test(name)) return 'voice'
  if (/^(?:charglm|emohaa)/.test(name)) return 'role_play'
  if (/\d(?:\.\d+)?v(?:$|-)|vision/.test(name)) return 'vision'
  return /^glm-\d/.test(name) ? 'text' : 'unknown'
}

/** GLM-4.5 and later (api-facts §4.1); GLM-4.1V-Thinking always does and cannot be told not to. */
function thinks(name: string): boolean {
  const [, major = '0', minor = '0'] = /^glm-(\d+)(?:\.(\d+))?/.exec(name) ?? []
  return Number(major) > 4 || (Number(major) === 4 && Number(minor) >= 5)
}
