import { findNumber, streamed } from '../../bench/scenario'
import { waitExactly } from '../../clock'
import { stopFrame, textFrame } from './scenario'
import type { ScenarioGroup } from './scenario'

const longestWait = 900

export const timing: ScenarioGroup = {
  title: { en: 'Time', zh: '时间' },
  scenarios: [
    {
      phrases: ['slow ', '慢速'],
      about: {
        en: '`slow 5 s`: the head at once, the first token after that long',
        zh: '`slow 5 s`：响应头立刻到，5 秒后才有首字',
      },
      run: async (bench) => {
        const seconds = findNumber(bench.words, /(\d+(?:\.\d+)?)\s*(?:s|秒)/, 5, longestWait)
        bench.answer.stream?.open()
        await waitExactly(seconds * 1000, bench.answer.signal)
        await bench.say(`Here I am, after ${seconds} s.`, `等了 ${seconds} 秒，我来了。`)
      },
    },
    {
      phrases: ['slow head', 'late head', '迟到'],
      about: {
        en: '`slow head 5 s`: not even the head before that',
        zh: '`slow head 5 s`：5 秒内连响应头也没有',
      },
      run: async (bench) => {
        const seconds = findNumber(bench.words, /(\d+(?:\.\d+)?)\s*(?:s|秒)/, 5, longestWait)
        await waitExactly(seconds * 1000, bench.answer.signal)
        await bench.say(`The head came after ${seconds} s.`, `响应头在 ${seconds} 秒后才到。`)
      },
    },
    {
      phrases: ['silence', '沉默'],
      about: { en: 'takes the request and never says a thing', zh: '收下请求后再也不出声' },
      run: async ({ answer }) => waitExactly(longestWait * 1000, answer.signal),
    },
    {
      phrases: ['stall', '停滞'],
      about: { en: 'some text, then nothing for 15 minutes', zh: '说几句后停 15 分钟' },
      run: async (bench) => {
        await bench.say('The water is still. So is this answer …', '水面静止了，这个回答也是……')
        await waitExactly(longestWait * 1000, bench.answer.signal)
      },
    },
    {
      phrases: ['keep-alive stall', 'keepalive stall', '心跳停滞'],
      about: { en: 'some text, then only comments for 15 minutes', zh: '说几句后 15 分钟只有注释心跳' },
      run: streamed(async (bench, stream) => {
        await bench.say('Only a heartbeat from now on …', '接下来只有心跳……')
        for (let beat = 0; beat < longestWait; beat += 1) {
          await waitExactly(1000, bench.answer.signal)
          await stream.sendBytes(': keep-alive\n\n')
        }
      }),
    },
    {
      phrases: ['pause ', '停顿'],
      about: {
        en: '`pause 10 s`: half, a pause, the other half',
        zh: '`pause 10 s`：说一半，停 10 秒，再说另一半',
      },
      run: async (bench) => {
        const seconds = findNumber(bench.words, /(\d+(?:\.\d+)?)\s*(?:s|秒)/, 10, longestWait)
        await bench.say('First half, ', '前一半，')
        await waitExactly(seconds * 1000, bench.answer.signal)
        await bench.say('second half.', '后一半。')
      },
    },
    {
      phrases: ['endless', '没完没了'],
      about: { en: 'never ends until stopped', zh: '不停地说，直到被停止' },
      run: async (bench) => {
        for (let line = 1; ; line += 1)
          await bench.say(`Wave ${line} reaches the shore. `, `第${line}道波到岸了。`)
      },
    },
    {
      phrases: ['open after done', 'socket left open', '不关连接'],
      about: { en: 'a complete answer, then the socket stays open', zh: '完整回答之后连接一直不关' },
      run: streamed(async (bench, stream) => {
        await stream.send(textFrame(bench, 'All said, door left open.'))
        await stream.send(stopFrame(bench))
        await stream.send('[DONE]')
        await waitExactly(longestWait * 1000, bench.answer.signal)
      }),
    },
  ],
}
