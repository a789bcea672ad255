/** A workflow like the one in the documents' log: a model node, the variable node, the branch, a second model node. */
import type { EngineNode } from '../../answer'
import type { EngineAgent } from '../agent'
import { sayWritten } from '../say-composed'
import { countText, findFigures, findKeywords } from './analysis'
import { chooseBranch } from './branch'
import type { Branch } from './branch'
import { writeHelp, writeOutline, writeSummary, writeTable } from './write'

const analyse: EngineNode = { id: '1936725184036371047', name: '节点1' }
const variables: EngineNode = { id: '1936725184036371051', name: '变量' }
const branching: EngineNode = { id: '1936725184036371063', name: '分支判断' }
const writers: Record<Branch, EngineNode> = {
  summary: { id: '1936725184036371079', name: 'LLM_305' },
  table: { id: '1936725184036371083', name: 'LLM_306' },
  outline: { id: '1936725184036371091', name: 'LLM_307' },
  help: { id: '1936725184036371103', name: 'LLM_308' },
}

/** What the language model is told, where one is configured. */
const tasks: Record<Branch, string> = {
  summary: 'Summarise the text in a few points, then name its key words.',
  table: 'Put the figures and dates of the text into a Markdown table with the sentence that each stands in.',
  outline: 'Write the outline of a report on the topic, with chapters, points and the material needed.',
  help: 'You are a workflow that summarises texts, tabulates their figures and outlines reports. Say what you can do.',
}

export const reportWorkflow: EngineAgent = {
  variables: [],
  async answer(answer) {
    const { question, language } = answer
    const { branch, text, reason } = chooseBranch(question)

    await answer.startNode(analyse, question)
    await answer.wait(450)
    const facts = {
      language,
      ...countText(text),
      figures: findFigures(text, 100).length,
      keywords: findKeywords(text, 5).map(({ word }) => word),
    }
    const json = `\`\`\`json\n\n${JSON.stringify(facts, null, 4)}\n\n\`\`\``
    await answer.endNode(analyse, json)
    answer.count(analyse, question, json)

    await answer.startNode(variables, '{}')
    await answer.wait(70)
    await answer.endNode(
      variables,
      JSON.stringify({ status: 'success', reason: '', data: { kind: branch, reason } }),
    )

    await answer.startNode(branching, `kind-${branch}`)
    await answer.wait(30)
    const writer = writers[branch]
    await answer.endNode(branching, writer.name)

    await answer.startNode(writer, text)
    await answer.wait(200)
    const written = await sayWritten(answer, {
      system: `${tasks[branch]} ${language === 'zh' ? 'Write Markdown in Chinese.' : 'Write Markdown in English.'}`,
      prompt: text,
      own: write(branch, text, language),
    })
    await answer.endNode(writer, written)
    answer.count(writer, text, written)
    answer.conversation.suggestions = suggest(branch, language)
  },
}

function write(branch: Branch, text: string, language: 'en' | 'zh'): string {
  switch (branch) {
    case 'summary':
      return writeSummary(text, language)
    case 'table':
      return writeTable(text, language)
    case 'outline':
      return writeOutline(text, language)
    case 'help':
      return writeHelp(language)
    default:
      return branch satisfies never
  }
}

function suggest(branch: Branch, language: 'en' | 'zh'): string[] {
  if (language === 'zh')
    return branch === 'help'
      ? ['为“校园节水”写一份报告提纲', '为“社区图书角”写提纲', '为“老旧小区电梯”写提纲']
      : ['你能怎样处理一段文字？', '为“校园节水”写一份报告提纲', '为“城市夜间照明”写提纲']
  return branch === 'help'
    ? [
        'Outline a report on saving water at school',
        'Outline a report on a village library',
        'Outline a report on night buses',
      ]
    : [
        'What can you do with a text?',
        'Outline a report on saving water at school',
        'Outline a report on street lights',
      ]
}
