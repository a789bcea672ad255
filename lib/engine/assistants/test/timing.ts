import { waitExactly } from '../../clock'
import { findNumber } from '../../bench/scenario'
import { streamed } from './scenario'
import type { AssistantScenario } from './scenario'

const longestWait = 900

export const timing: AssistantScenario[] = [
  {
    phrases: ['slow ', '慢速'],
    about: {
      en: '`slow 5 s`: the head at once, the first word after that long',
      zh: '`慢速 5 秒`：5 秒后才有首字',
    },
    run: async ({ reply, words }) => {
      const seconds = findNumber(words, /(\d+(?:\.\d+)?)\s*(?:s|秒)/, 5, longestWait)
      reply.stream?.open()
      await waitExactly(seconds * 1_000, reply.signal)
      await reply.say(reply.words(`Here I am, after ${seconds} s.`, `等了 ${seconds} 秒，我来了。`))
    },
  },
  {
    phrases: ['stall', '停滞'],
    about: { en: 'some text, then nothing for 15 minutes', zh: '说几句后停 15 分钟' },
    run: async ({ reply }) => {
      await reply.say(reply.words('The water is still. So is this answer …', '水面静止了，这个回答也是……'))
      await waitExactly(longestWait * 1_000, reply.signal)
    },
  },
  {
    phrases: ['endless', '没完没了'],
    about: { en: 'never ends until stopped', zh: '不停地说，直到被停止' },
    run: async ({ reply }) => {
      for (let line = 1; ; line += 1)
        await reply.say(reply.words(`Wave ${line} reaches the shore. `, `第${line}道波到岸了。`))
    },
  },
  {
    phrases: ['cut', '断开'],
    about: { en: 'the connection breaks in the middle', zh: '说到一半连接断开' },
    run: streamed(async ({ reply, exchange }) => {
      await reply.say(reply.words('The moon rose over the lake and ', '月亮升到湖上，'))
      exchange.response.destroy()
      return 'closed'
    }),
  },
  {
    phrases: ['no done', '没有结束标记'],
    about: { en: 'a clean end without `[DONE]` and without a reason', zh: '没有 `[DONE]` 也没有结束原因' },
    run: streamed(async ({ reply }, stream) => {
      await reply.say(reply.words('And then nothing more', '然后就没有了'))
      stream.end()
      return 'closed'
    }),
  },
  {
    phrases: ['byte by byte', '逐字节'],
    about: { en: 'every byte by itself', zh: '一个字节一个字节地发' },
    run: streamed(async ({ reply }, stream) => {
      stream.dialect = { ...stream.dialect, isByteWise: true }
      await reply.say('月出东山，湖光如练。👩‍🚀 naïve café 𠮷', 20)
    }),
  },
]
