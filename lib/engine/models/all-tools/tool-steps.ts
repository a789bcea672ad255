/** What each tool of AllTools does for a question: its input as it is streamed, and its outputs. */
import { readScene } from '../../agents/studio/scene-words'
import { search } from '../../agents/searcher/searcher'
import type { Language } from '../../index/language'
import { drawBarChart } from '../../media/bar-chart'
import { paintScene } from '../../media/paint-scene'
import { encodePng } from '../../media/png'
import { phaseAt } from '../../moon-calendar'
import { calculate, findExpression } from '../functions/arithmetic'
import { publish } from '../media/film'
import type { ModelAnswer } from '../model-answer'

export type ToolName = 'code_interpreter' | 'drawing_tool' | 'web_browser'

export type ToolStep = {
  type: ToolName
  /** As a model writes it: code, a description, a pseudo call. */
  input: string
  run(): Promise<{ outputs: Record<string, unknown>[]; said: string }>
}

const wantsPicture = /\b(?:draw|paint|sketch|picture of|image of|illustrat\w+)\b|画|绘/i
const wantsChart = /\b(?:plot|chart|graph|bars?)\b|图表|柱状|条形图/i
const wantsWeb =
  /\b(?:search|browse|look up|google|web|internet|find out|news)\b|上网|联网|搜索|网上|查一?查|查一下/i

export function planSteps(answer: ModelAnswer, question: string, offered: ToolName[]): ToolStep[] {
  const steps: ToolStep[] = []
  const { language } = answer
  if (offered.includes('code_interpreter')) {
    const values = wantsChart.test(question) ? findValues(question) : []
    const expression = findExpression(question)
    if (values.length > 1) steps.push(chart(answer, values, language))
    else if (expression !== null) steps.push(code(expression, language))
  }
  if (
    offered.includes('drawing_tool') &&
    wantsPicture.test(question) &&
    steps.every(({ input }) => !/bar/.test(input))
  )
    steps.push(drawing(answer, question, language))
  if (offered.includes('web_browser') && (wantsWeb.test(question) || steps.length === 0)) {
    const step = browsing(question, language)
    if (step) steps.push(step)
  }
  return steps
}

function code(expression: string, language: Language): ToolStep {
  return {
    type: 'code_interpreter',
    input: `result = ${expression.replaceAll('^', ' ** ')}\nprint(result)`,
    run: async () => {
      const value = await calculate(expression)
      const logs = value ?? 'ValueError: not a number'
      const said =
        value === null
          ? language === 'zh'
            ? '代码没有得出数字。'
            : 'The code gave no number.'
          : `\`${expression}\` = **${value}**`
      return { outputs: [{ type: 'logs', logs }], said }
    },
  }
}

function chart(answer: ModelAnswer, values: number[], language: Language): ToolStep {
  const list = values.join(', ')
  return {
    type: 'code_interpreter',
    input: `import matplotlib.pyplot as plt\nvalues = [${list}]\nplt.barh(range(len(values)), values)\nplt.savefig("chart.png")\nprint(sum(values))`,
    run: async () => {
      const bytes = await drawBarChart(
        '',
        values.map((value) => ({ label: '', value })),
      )
      const sum = values.reduce((total, value) => total + value, 0)
      const file = publish(answer, { type: 'image/png', bytes }, 'png')
      return {
        outputs: [
          { type: 'logs', logs: String(sum) },
          { type: 'file', file },
        ],
        said:
          language === 'zh'
            ? `这是 ${values.length} 个数的条形图，合计 **${sum}**。`
            : `This is a bar chart of ${values.length} numbers; together they make **${sum}**.`,
      }
    },
  }
}

function drawing(answer: ModelAnswer, question: string, language: Language): ToolStep {
  return {
    type: 'drawing_tool',
    input: question,
    run: async () => {
      const { scene, heard } = readScene(question, 'moonlit', [], phaseAt(Date.now()))
      const bytes = await encodePng(await paintScene(scene, undefined, answer.signal))
      const image = publish(answer, { type: 'image/png', bytes }, 'png')
      const words = heard.map(({ said }) => `“${said}”`).join(language === 'zh' ? '、' : ', ')
      const said =
        language === 'zh'
          ? `画好了，${scene.width} × ${scene.height}${words === '' ? '' : `，依据的词：${words}`}。我只会画湖上的月亮。`
          : `Here is the picture, ${scene.width} × ${scene.height}${words === '' ? '' : `, after the words ${words}`}. The moon over a lake is all that I can paint.`
      return { outputs: [{ image }], said }
    },
  }
}

const mostPages = 4

function browsing(question: string, language: Language): ToolStep | null {
  const query = question
    .replace(wantsWeb, ' ')
    .replace(/^\W*(?:the|for|on|about|please)\b/i, ' ')
    .trim()
  const found = search(query, language).slice(0, mostPages)
  if (found.length === 0 && !wantsWeb.test(question)) return null
  return {
    type: 'web_browser',
    input: `search(${JSON.stringify(query)})`,
    run: async () => {
      const outputs = found.map(({ title, link, content }) => ({ title, link, content }))
      const nothing =
        language === 'zh' ? `没有找到与“${query}”有关的网页。` : `I found no page about “${query}”.`
      const said = found
        .map(
          ({ title, link, content }) => `**[${title}](${link})**${language === 'zh' ? '：' : ': '}${content}`,
        )
        .join('\n\n')
      return { outputs, said: said === '' ? nothing : said }
    },
  }
}

function findValues(question: string): number[] {
  return (question.match(/-?\d+(?:\.\d+)?/g) ?? []).map(Number).slice(0, 20)
}
