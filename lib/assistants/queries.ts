import 'server-only'
import { targetTools } from '@/lib/targets/schema'
import type { TargetCard } from '@/lib/targets/schema'
import { translates } from '@/lib/upstream/assistants/assistant-list'
import type { Assistant } from '@/lib/upstream/assistants/client'
import type { AssistantList } from './schema'
import { areAssistantsConnected, configuredAssistants, findWords, listedAssistants } from './upstream'
import type { AssistantWords } from './upstream'

/** The configured assistants in their order, then those that the service lists besides. */
export async function listAssistants(): Promise<AssistantList> {
  if (!areAssistantsConnected()) return { assistants: [], isComplete: true }
  const { items, isComplete } = await listedAssistants.get()
  const configured = configuredAssistants()
  const listed = new Map(items.map((assistant) => [assistant.id, assistant]))
  const named = new Set(configured.map(({ id }) => id))
  return {
    assistants: [
      ...configured.map(({ id, name }) => ({
        ...toCard(listed.get(id) ?? unlisted(id, name)),
        name: { en: name, zh: name },
      })),
      ...items.filter(({ id }) => !named.has(id)).map(toCard),
    ],
    isComplete,
  }
}

/** Null for an assistant that is not there; while the service does not say which there are, any may be. */
export async function findAssistant(id: string): Promise<TargetCard | null> {
  if (!areAssistantsConnected()) return null
  const { assistants, isComplete } = await listAssistants()
  const found = assistants.find(({ target }) => target.id === id)
  return found ?? (isComplete ? null : toCard(unlisted(id, id)))
}

/** Upstream's pictures are not shown: they would be asked for at addresses that people's browsers should not see. */
function toCard({ id, name, description, tools, starterPrompts, isTranslator }: Assistant): TargetCard {
  const listed: AssistantWords = {
    name: { en: name, zh: name },
    description: { en: description, zh: description },
    openingQuestions: { en: starterPrompts, zh: starterPrompts },
  }
  return {
    ...(findWords(id) ?? listed),
    target: { family: 'assistant', id },
    icon: isTranslator ? 'languages' : (tools.flatMap((tool) => iconsByTool[tool] ?? [])[0] ?? 'bot'),
    attaches: ['document', 'sheet', 'image'],
    settings: isTranslator ? ['translate'] : [],
    tools: targetTools.filter((tool) => tools.includes(tool)),
  }
}

const iconsByTool: Record<string, string> = {
  drawing_tool: 'image',
  code_interpreter: 'chart',
  retrieval: 'library',
  web_browser: 'globe',
  function: 'workflow',
}

function unlisted(id: string, name: string): Assistant {
  const isTranslator = translates({ id, words: [name] })
  return { id, name, description: '', avatar: null, tools: [], starterPrompts: [], isTranslator }
}
