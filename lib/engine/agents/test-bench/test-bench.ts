/** The test bench: words in the question ask for a kind of content or a fault, so that people and tests can meet it. */
import type { EngineAgent } from '../agent'
import { toSections } from '../../bench/help'
import { findByPhrase } from '../../bench/phrases'
import { fileWords } from '../../files/wishes'
import type { Language } from '../../index/language'
import { content } from './content'
import { failures } from './failures'
import { framing } from './framing'
import { madeFiles } from './made-files'
import { media, resume } from './media'
import { refusals } from './refusals'
import type { Bench, Scenario } from './scenario'
import { shapes } from './shapes'
import { steps } from './steps'
import { timing } from './timing'
import { values } from './values'

export const scenarioGroups = [
  content,
  media,
  madeFiles,
  steps,
  values,
  timing,
  framing,
  shapes,
  failures,
  refusals,
]

/** The help is long and only looked up. */
const helpSpeed = 8

const followUps: Record<Language, string[]> = {
  en: ['markdown', 'all tools', 'ask me'],
  zh: ['排版', '全部工具', '反问'],
}

export const testBench: EngineAgent = {
  variables: [],
  async answer(answer, exchange) {
    const words = answer.question.toLowerCase()
    const say: Bench['say'] = (en, zh) => answer.say(answer.language === 'zh' ? zh : en)
    const bench: Bench = { answer, exchange, words, say }
    answer.conversation.suggestions = followUps[answer.language]
    const message = answer.invoke.messages.at(-1)
    if (message?.type === 'qa' && message.call_id !== undefined) return resume(bench, message.call_id)
    const scenario = findScenario(words)
    if (!scenario) return answer.say(describeScenarios(answer.language), helpSpeed)
    return scenario.run(bench)
  },
}

/** Null asks for help. */
export function findScenario(words: string): Scenario | null {
  return findByPhrase(
    scenarioGroups.flatMap((group) => group.scenarios),
    words,
  )
}

export function describeScenarios(language: Language): string {
  const intro =
    language === 'zh'
      ? '# 演练场\n\n在问题里写下左边的词，我就照做。没有匹配的词时，就会看到这份说明。\n'
      : '# Test bench\n\nPut one of these phrases into your message and I do what stands beside it. Anything else shows this page.\n'
  return [intro, ...toSections(scenarioGroups, language), describeFiles(language)].join('\n')
}

function describeFiles(language: Language): string {
  const head =
    language === 'zh'
      ? '## 文件名\n\n上传时，文件名里的这些词会让任何智能体的文件出现相应情况。\n\n| 文件名里的词 | 会发生什么 |'
      : '## Names of files\n\nIn the name of a file for any agent, these ask for what stands beside them.\n\n| In the name | What happens |'
  const rows = fileWords.map((word) => `| \`${word.words}\` | ${word[language]} |`)
  return `${head}\n| --- | --- |\n${rows.join('\n')}\n`
}
