import { drawBarChart } from '../../media/bar-chart'
import { drawMoon } from '../../media/moon'
import type { AssistantReply } from '../reply'
import type { AssistantScenario } from './scenario'

export const tools: AssistantScenario[] = [
  {
    phrases: ['all tools', '全部工具'],
    about: { en: 'every documented tool once, one after the other', zh: '依次使用所有文档中的工具' },
    run: async ({ reply }) => {
      await browse(reply)
      await runCode(reply)
      await paint(reply)
      await reply.outputs('retrieval', [
        { text: 'The lake is deepest at its north end.', document: 'lake-notes.pdf' },
        { text: '湖的北端最深。' },
      ])
      await reply.callFunction('get_tide', { place: '杭州湾', day: '2026-09-26' })
      await reply.wait(120)
      await reply.outputs('function', [{ content: JSON.stringify({ high: '12:40', low: '18:55' }) }])
      await reply.say(reply.words('All five tools were used.【1†source】', '五种工具都用过了。【1†source】'))
    },
  },
  {
    phrases: ['fragments', '片段'],
    about: { en: 'the input of a tool comes in fragments', zh: '工具的输入分成片段' },
    run: async ({ reply }) => {
      for (const piece of ['import math\n', 'print(math.sqrt', '(1764))'])
        await reply.input('code_interpreter', piece)
      await reply.outputs('code_interpreter', [{ type: 'logs', logs: '42.0' }])
      await reply.say(reply.words('The root is 42.', '平方根是 42。'))
    },
  },
  {
    phrases: ['tool error', '工具出错'],
    about: { en: 'a page that cannot be opened and code that fails', zh: '网页打不开，代码报错' },
    run: async ({ reply }) => {
      await reply.input('web_browser', 'click(3)')
      await reply.outputs('web_browser', [
        { title: '', link: 'https://lake.example/gone', content: '', error_msg: 'HTTP 404' },
      ])
      await reply.input('code_interpreter', 'print(1 / 0)')
      await reply.outputs('code_interpreter', [
        { type: 'logs', logs: '', error_msg: 'ZeroDivisionError: division by zero' },
      ])
      await reply.say(reply.words('Neither of them worked.', '两个都没有成功。'))
    },
  },
  {
    phrases: ['output without input', '没有输入'],
    about: { en: 'outputs of a tool whose input never came', zh: '只有工具输出，没有输入' },
    run: async ({ reply }) => {
      await reply.outputs('web_browser', [
        { title: 'Lake Baikal', link: 'https://en.wikipedia.org/wiki/Lake_Baikal', content: 'Deep.' },
      ])
      await reply.say(reply.words('Found it.【1†source】', '找到了。【1†source】'))
    },
  },
  {
    phrases: ['input without output', '没有输出'],
    about: { en: 'a tool that never answers', zh: '工具没有结果' },
    run: async ({ reply }) => {
      await reply.input('code_interpreter', 'while True: pass')
      await reply.say(reply.words('I gave up waiting.', '我不等了。'))
    },
  },
  {
    phrases: ['pseudo code', '伪代码'],
    about: { en: 'arguments of a function as fenced pseudo code', zh: '函数参数是代码块里的伪代码' },
    run: async ({ reply }) => {
      await reply.sendTool('function', {
        name: 'CogView',
        arguments: '```python\ntool_call(prompt="a moon over a lake")\n```',
      })
      const url = publish(reply, drawMoon(320, 320))
      await reply.outputs('function', [{ content: JSON.stringify({ url }) }])
      await reply.say(reply.words('The function painted it.', '函数画好了。'))
    },
  },
  {
    phrases: ['unknown tool', '未知工具'],
    about: { en: 'a tool of tomorrow', zh: '文档里没有的工具' },
    run: async ({ reply }) => {
      await reply.sendTool('moon_dial', { input: 'dial(2026)' })
      await reply.sendTool('moon_dial', { outputs: [{ angle: 41.5, unit: 'degree' }] })
      await reply.say(reply.words('The dial says 41.5°.', '月晷显示 41.5°。'))
    },
  },
]

async function browse(reply: AssistantReply): Promise<void> {
  await reply.input('web_browser', 'msearch(["lake baikal depth", "贝加尔湖 深度"])')
  await reply.wait(200)
  const link = 'https://en.wikipedia.org/wiki/Lake_Baikal'
  await reply.outputs('web_browser', [
    { title: 'Lake Baikal', link, content: '<C0>Baikal is 1,642 metres deep.' },
  ])
  await reply.outputs('web_browser', [
    { title: '贝加尔湖', link: '', content: '<C0>贝加尔湖最深1642米。<C1>它在西伯利亚。' },
  ])
}

async function runCode(reply: AssistantReply): Promise<void> {
  await reply.input('code_interpreter', 'depths = [1642, 1470, 1025]\nplt.barh(range(3), depths)')
  await reply.wait(200)
  const bars = [1642, 1470, 1025].map((value) => ({ label: '', value }))
  const url = publish(reply, await drawBarChart('', bars))
  await reply.outputs('code_interpreter', [{ type: 'logs', logs: `mean 1379.0\n${url}` }])
}

async function paint(reply: AssistantReply): Promise<void> {
  await reply.input('drawing_tool', 'a full moon over a lake')
  await reply.wait(200)
  await reply.outputs('drawing_tool', [{ image: publish(reply, drawMoon(320, 320)) }])
}

function publish(reply: AssistantReply, bytes: Buffer): string {
  return reply.publicUrl + reply.state.made.add({ type: 'image/png', bytes }, 'png')
}
