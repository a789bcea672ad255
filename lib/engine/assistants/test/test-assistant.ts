/** The test assistant: words in the question ask for a kind of answer or a fault, so that people and tests can meet it. */
import { toTable } from '../../bench/help'
import { findByPhrase } from '../../bench/phrases'
import type { Language } from '../../index/language'
import type { EngineAssistant } from '../assistant'
import { failures } from './failures'
import type { AssistantScenario } from './scenario'
import { shapes } from './shapes'
import { timing } from './timing'
import { tools } from './tools'

export const assistantScenarios: AssistantScenario[] = [...tools, ...shapes, ...timing, ...failures]

/** The help is long and only looked up. */
const helpSpeed = 8

export const testAssistant: EngineAssistant = {
  card: {
    id: '6a1e0c52d94b7f3380c1a509',
    name: { en: 'Test assistant', zh: '演练助手' },
    description: {
      en: 'Shows every tool, shape and failure on request. Say “help”.',
      zh: '按要求演示各种工具、分块方式和故障，说“帮助”看看。',
    },
    tools: ['web_browser', 'code_interpreter', 'drawing_tool', 'retrieval', 'function'],
    tags: [{ key: 'test', label: '演练 Test' }],
    openingQuestions: {
      en: ['help', 'all tools', 'metadata', 'sensitive'],
      zh: ['帮助', 'all tools', 'metadata', 'sensitive'],
    },
  },
  async answer(reply, exchange) {
    const words = reply.question.toLowerCase()
    reply.conversation.suggestions = reply
      .words('all tools\nmetadata\nfailed', '全部工具\n元数据\n失败')
      .split('\n')
    const scenario = findByPhrase(assistantScenarios, words)
    if (!scenario) return reply.say(describeScenarios(reply.language), helpSpeed)
    return scenario.run({ reply, exchange, words })
  },
}

function describeScenarios(language: Language): string {
  const intro =
    language === 'zh'
      ? '在问题里写下左边的词，我就照做。'
      : 'Put one of these phrases into your message and I do what stands beside it.'
  return `${intro}\n\n${toTable(assistantScenarios, language)}`
}
