import { findNumber, streamed } from '../../bench/scenario'
import { waitExactly } from '../../clock'
import { scenario, textChunk } from './scenario'
import type { ScenarioGroup } from './scenario'

const longestWait = 900
const mostWords = 200_000
const half = ['The moon rose over the lake ', '月亮升到湖上，'] as const

export const texts: ScenarioGroup = {
  title: { en: 'Text and time', zh: '文字与时间' },
  scenarios: [
    scenario(['plain', '纯文本'], 'a plain answer', '一段普通回答', ({ say }) =>
      say('The lake is still. The moon is up.', '湖面平静，月亮升起来了。'),
    ),
    scenario(
      ['array content', '数组内容'],
      '`content` as a list of `{type, text}`',
      '`content` 是 `{type, text}` 列表',
      streamed(async (bench, stream) => {
        for (const text of ['The moon ', 'is in ', 'a list.'])
          await stream.send(textChunk(bench, [{ type: 'text', text }]))
      }),
    ),
    scenario(
      ['null content', '空内容'],
      '`content: null` between the words',
      '文字之间夹着 `content: null`',
      streamed(async (bench, stream) => {
        for (const text of [null, 'The moon', null, '', ' is up.', null])
          await stream.send(textChunk(bench, text))
      }),
    ),
    scenario(
      ['think tags', 'think 标签', '思考标签'],
      '`<think>…</think>` inside the content, cut between chunks',
      '正文里有 `<think>…</think>`，标签被切开',
      streamed(async ({ answer }) => {
        for (const piece of ['<th', 'ink>First I look at ', 'the water.</thi', 'nk>\n\nThe moon ', 'is up.'])
          await answer.sayChunk(piece)
      }),
    ),
    scenario(
      ['box marks', 'begin_of_box', '方框标记'],
      '`<|begin_of_box|>…<|end_of_box|>` around the answer',
      '答案外面有 `<|begin_of_box|>…<|end_of_box|>`',
      async ({ answer }) => {
        for (const piece of ['The answer is ', '<|begin_of', '_box|>42<|end', '_of_box|>', '.'])
          await answer.sayChunk(piece)
      },
    ),
    scenario(
      ['only reasoning', '只有思考'],
      'reasoning, a stop, and no text at all',
      '只有思考，没有正文',
      async ({ answer }) =>
        answer.think('I look at the water and think about what to say, and then I say nothing.'),
    ),
    scenario(
      ['mixed reasoning', '混合思考'],
      'reasoning and text in the same chunks',
      '思考和正文在同一个块里',
      async ({ answer }) => {
        for (const [reasoning_content, content] of [
          ['First. ', 'The '],
          ['Second. ', 'moon '],
          ['Third.', 'is up.'],
        ])
          await answer.sendDelta({ reasoning_content, content })
      },
    ),
    scenario(
      ['reasoning in camel case', '驼峰思考'],
      '`reasoningContent` instead of `reasoning_content`',
      '字段写成 `reasoningContent`',
      async ({ answer, say }) => {
        await answer.sendDelta({ reasoningContent: 'I look at the water.' })
        await say('The moon is up.', '月亮升起来了。')
      },
    ),
    scenario(
      ['think for', '思考时长'],
      '`think for 3 s`: reasoning for that long, then text',
      '`思考时长 3 秒`：先思考这么久，再回答',
      async ({ answer, words, say }) => {
        const seconds = findNumber(words, /(\d+(?:\.\d+)?)\s*(?:s|秒)/, 3, longestWait)
        for (let step = 0; step < 10; step += 1) {
          await answer.thinkChunk(`Step ${step + 1}. `)
          await waitExactly(seconds * 100, answer.signal)
        }
        await say(`I thought for ${seconds} s.`, `我想了 ${seconds} 秒。`)
      },
    ),
    scenario(
      ['slow', '慢速'],
      '`slow 5 s`: the head at once, the first word after that long',
      '`慢速 5 秒`：响应头立刻到，5 秒后才有首字',
      async ({ answer, words, say }) => {
        const seconds = findNumber(words, /(\d+(?:\.\d+)?)\s*(?:s|秒)/, 5, longestWait)
        answer.stream?.open()
        await waitExactly(seconds * 1000, answer.signal)
        await say(`Here I am, after ${seconds} s.`, `等了 ${seconds} 秒，我来了。`)
      },
    ),
    scenario(
      ['stall', '停滞'],
      'some text, then nothing for 15 minutes',
      '说几句后停 15 分钟',
      async ({ answer, say }) => {
        await say(`${half[0]}and then nothing moved …`, `${half[1]}然后一切都静止了……`)
        await waitExactly(longestWait * 1000, answer.signal)
      },
    ),
    scenario(
      ['long', '长回答'],
      '`long 2000 at 50/s`: that many words at that rate; by itself 600 words at 20 a second',
      '`长回答 2000 at 50/s`：按此速度输出这么多词；默认 600 个，每秒 20 个',
      async ({ answer, words }) => {
        const count = findNumber(words, /(?:long|长回答)\s*(\d+)/, 600, mostWords)
        const rate = findNumber(words, /at\s*(\d+(?:\.\d+)?)\s*\/\s*s/, 20, 10_000)
        for (let word = 1; word <= count; word += 1) {
          await answer.sayChunk(`word-${word}${word % 20 === 0 ? '\n\n' : ' '}`)
          await waitExactly(1000 / Math.max(rate, 0.1), answer.signal)
        }
      },
    ),
    scenario(
      ['message instead of delta', '用message'],
      'chunks that carry `message` instead of `delta`',
      '块里是 `message` 而不是 `delta`',
      streamed(async ({ answer }) => {
        for (const content of ['The moon ', 'is in a message.'])
          await answer.sendChunk({ choices: [{ index: 0, message: { role: 'assistant', content } }] })
      }),
    ),
  ],
}
