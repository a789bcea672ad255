/** The data assistant: works out figures from attached sheets (or the shipped lakes), charts them, and paints on demand. */
import { sayComposed } from '../../agents/say-composed'
import { lakeTable } from '../../documents/library'
import type { SheetRow } from '../../documents/passage'
import { drawBarChart } from '../../media/bar-chart'
import type { EngineAssistant } from '../assistant'
import type { AssistantReply } from '../reply'
import { asksPicture, draw } from './draw'
import { figuresOf, readQuestion } from './sheet-question'
import type { Sheet, SheetQuestion } from './sheet-question'
import { describeWork } from './write'
import {
  chartCode,
  printSummary,
  printTable,
  summarize,
  toBars,
  toLoadingCode,
  toWorkingCode,
  workOut,
} from './work-out'
import type { Worked } from './work-out'

const memoryName = 'data'

export const dataAssistant: EngineAssistant = {
  card: {
    id: '6a1e0c52d94b7f3380c1a502',
    name: { en: 'Data assistant', zh: '数据助手' },
    description: {
      en: 'Works out real figures from your XLSX or CSV and charts them; without one it uses the shipped table of lakes. Paints on demand.',
      zh: '读取你附上的 XLSX 或 CSV，真实计算并画图；没有附件时用内置的湖泊表；也能按描述绘画。',
    },
    tools: ['code_interpreter', 'drawing_tool'],
    tags: [{ key: 'data', label: '数据 Data' }],
    openingQuestions: {
      en: ['Draw a chart of the five deepest lakes', 'Average depth by type, as a chart', 'Draw a full moon over a calm lake in ink'],
      zh: ['最深的8个湖，画成图', '面积和容积有关系吗？', '画一幅水墨画：满月照着平静的湖'],
    },
  },
  async answer(reply) {
    reply.conversation.suggestions = suggest(reply)
    if (asksPicture(reply.question)) return draw(reply)
    const sheets = await openSheets(reply)
    if (typeof sheets === 'string') return reply.say(sheets)
    const asked = readQuestion(sheets, withBefore(reply))
    await load(reply, asked)
    const worked = workOut(asked)
    await reply.input('code_interpreter', toWorkingCode(asked))
    await reply.wait(260)
    await reply.outputs('code_interpreter', [{ type: 'logs', logs: printTable(worked) }])
    await chart(reply, asked, worked)
    await reply.wait(80)
    await sayComposed(reply, {
      task: 'You are a data analyst. The figures under “Sources” were worked out from the sheet; explain them and do not change them.',
      question: reply.question,
      sources: [`${asked.sheet.fileName}, ${asked.sheet.name}`, printTable(worked)],
      own: describeWork(asked, worked, reply.language),
      note: reply.words(
        '*The engine worked these figures out itself; the code shows the same steps in Python.*',
        '*数字由引擎直接算出，代码展示的是相同步骤的 Python 写法。*',
      ),
    })
  },
}

/** Sheets that were attached, else the shipped one. @returns a sentence when the files hold no sheet */
async function openSheets(reply: AssistantReply): Promise<[Sheet, ...Sheet[]] | string> {
  const { state, files, unknownFiles } = reply
  const attached = files.flatMap((file) =>
    toSheets(file.name, file.passages.filter((passage) => passage.kind === 'row')),
  )
  const [first, ...others] = attached
  if (first) return [first, ...others]
  if (files.length + unknownFiles.length > 0) {
    const names = [
      ...files.map(({ name, outcome }) => `${name} (${outcome?.message ?? '…'})`),
      ...unknownFiles.map((id) => `${id} (11009)`),
    ].join(', ')
    return reply.words(
      `None of the attached files has rows that I can work with: ${names}. I read XLSX and CSV.`,
      `附件里没有可以计算的表格：${names}。我能读取 XLSX 和 CSV。`,
    )
  }
  const [lakes] = toSheets(lakeTable.name, (await state.library()).rows)
  return lakes ? [lakes] : reply.words('The shipped table is missing.', '内置的表不见了。')
}

function toSheets(fileName: string, rows: SheetRow[]): Sheet[] {
  return [...Map.groupBy(rows, ({ sheetName }) => sheetName ?? fileName)].map(([name, own]) => ({
    name,
    fileName,
    rows: own,
  }))
}

/** “And by country?” keeps the figures of the question before. */
function withBefore({ conversation, question, language }: AssistantReply): string {
  // Only this function writes under the name.
  const before = conversation.memory.get(memoryName) as string | undefined
  const isShort = question.length <= (language === 'zh' ? 12 : 36)
  const leans = isShort && /^(?:and|but|what about|how about|now|那|还有|再|换成|按|改)/i.test(question)
  const whole = leans && before !== undefined ? `${question} ${before}` : question
  conversation.memory.set(memoryName, whole.slice(0, 400))
  return whole
}

async function load(reply: AssistantReply, asked: SheetQuestion): Promise<void> {
  const { sheet, column } = asked
  await reply.input('code_interpreter', toLoadingCode(asked))
  await reply.wait(320)
  const figures = column === null ? [] : figuresOf(sheet.rows, column).map(({ value }) => value)
  const lines = [String(sheet.rows.length), column === null ? '' : printSummary(column, summarize(figures))]
  await reply.outputs('code_interpreter', [{ type: 'logs', logs: lines.join('\n').trim() }])
}

/** A chart is an address between the lines of the logs (api-facts §5.1). */
async function chart(reply: AssistantReply, asked: SheetQuestion, worked: Worked): Promise<void> {
  const bars = toBars(worked)
  if (bars.length < 2) return
  await reply.input('code_interpreter', chartCode)
  await reply.wait(300)
  const bytes = await drawBarChart(asked.column ?? asked.group ?? '', bars)
  const url = reply.publicUrl + reply.state.made.add({ type: 'image/png', bytes }, 'png')
  await reply.outputs('code_interpreter', [{ type: 'logs', logs: `chart.png\n${url}` }])
}

function suggest(reply: AssistantReply): string[] {
  if (reply.files.length > 0)
    return reply.words(
      'Which row is the highest?\nHow many rows are there by group?\nDo the first two columns relate?',
      '哪一行最大？\n每组有多少行？\n前两列有关系吗？',
    ).split('\n')
  return reply.words(
    'The ten largest lakes\nAverage elevation by type\nHow does depth relate to volume?',
    '面积最大的10个湖\n按类型比较平均海拔\n深度和容积有关系吗？',
  ).split('\n')
}
