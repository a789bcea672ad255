import { gzipSync } from 'node:zlib'
import { findNumber, streamed } from '../../bench/scenario'
import { deltaFrame, hardText, stopFrame, textFrame } from './scenario'
import type { Bench, Scenario, ScenarioGroup } from './scenario'
import type { Dialect, EventStream } from '../../event-stream'

export const framing: ScenarioGroup = {
  title: { en: 'Stream format', zh: '流格式' },
  scenarios: [
    inDialect(['crlf'], { newline: '\r\n', space: '' }, 'lines end with CR LF', '行尾是 CR LF'),
    inDialect(['bare cr', 'only cr'], { newline: '\r', space: '' }, 'lines end with CR', '行尾只有 CR'),
    inDialect(
      ['with space', '带空格'],
      { newline: '\n', space: ' ' },
      'a space after `data:`',
      '`data:` 后面有空格',
    ),
    inDialect(
      ['byte by byte', '逐字节'],
      { newline: '\n', space: '', isByteWise: true },
      'every byte is written by itself',
      '每个字节单独写出',
    ),
    whole(
      ['comments', '注释'],
      'comments, `id:`, `retry:` and event names between the data',
      '夹杂注释、`id:`、`retry:` 和事件名',
      (bench, stream) =>
        eachCharacterPair(bench, (frame, index) =>
          stream.sendBytes(
            `: keep-alive\nid: ${index}\nretry: 1000\nevent: message\ndata:${JSON.stringify(frame)}\n\n`,
          ),
        ),
    ),
    whole(
      ['multi-line data', '多行数据'],
      'one event over several data lines',
      '一个事件分成多行 data',
      (bench, stream) => eachCharacterPair(bench, (frame) => stream.sendText(JSON.stringify(frame, null, 2))),
    ),
    whole(
      ['byte order mark', 'bom'],
      'starts with a byte order mark',
      '以 BOM 开头',
      async (bench, stream) => {
        await stream.sendBytes('\uFEFF')
        await stream.send(textFrame(bench, hardText))
      },
    ),
    whole(
      ['one packet', '一个包'],
      'the whole answer in one packet',
      '整个回答在一个包里',
      async (bench, stream) => {
        const frames: unknown[] = []
        await eachCharacterPair(bench, async (frame) => void frames.push(frame))
        await stream.sendBytes(frames.map((frame) => `data:${JSON.stringify(frame)}\n\n`).join(''))
      },
    ),
    whole(
      ['malformed line', '坏行'],
      'one line of broken JSON among good ones',
      '好行之间有一行坏 JSON',
      async (bench, stream) => {
        await stream.send(textFrame(bench, 'Before the broken line, '))
        await stream.send('{"request_id":"x","choices":[{"index":0,"delta":{"content"')
        await stream.send(textFrame(bench, 'after the broken line.'))
      },
    ),
    whole(
      ['glued frame', '粘连'],
      'a frame cut short with the next one glued into it',
      '一帧被截断，下一帧粘在里面',
      async (bench, stream) => {
        await stream.send(textFrame(bench, 'Before, '))
        const lost = JSON.stringify(textFrame(bench, 'lost')).slice(0, -20)
        await stream.sendBytes(`data:${lost}data:${JSON.stringify(textFrame(bench, 'after the glue.'))}\n\n`)
      },
    ),
    {
      phrases: ['cut', '中断'],
      about: {
        en: 'ends without a stop or `[DONE]`, inside a UTF-8 character',
        zh: '没有 stop 和 `[DONE]`，断在一个 UTF-8 字符中间',
      },
      run: streamed(async (bench, stream) => {
        await bench.say('Everything up to here arrived.', '到这里为止都收到了。')
        const frame = Buffer.from(`data:${JSON.stringify(textFrame(bench, '月'))}\n\n`)
        await stream.sendBytes(frame.subarray(0, frame.indexOf(Buffer.from('月')) + 1))
        stream.end()
        return 'closed'
      }),
    },
    {
      phrases: ['reset', '重置'],
      about: { en: 'the socket is reset in the middle of the answer', zh: '回答到一半时连接被重置' },
      run: streamed(async (bench) => {
        await bench.say('Everything up to the reset arrived.', '重置之前的都收到了。')
        await bench.answer.wait(50)
        bench.exchange.response.socket?.resetAndDestroy()
        return 'closed'
      }),
    },
    {
      phrases: ['no done', '没有done', '没有 done'],
      about: { en: 'a stop, but no `[DONE]`', zh: '有 stop，没有 `[DONE]`' },
      run: streamed(async (bench, stream) => {
        await bench.say('A stop follows, and nothing else.', '接着是 stop，然后什么都没有。')
        await stream.send(stopFrame(bench))
        stream.end()
        return 'closed'
      }),
    },
    {
      phrases: ['no stop', '没有stop', '没有 stop'],
      about: { en: '`[DONE]` without a stop', zh: '只有 `[DONE]`，没有 stop' },
      run: streamed(async (bench, stream) => {
        await bench.say('No stop, only the end mark.', '没有 stop，只有结束标记。')
        await stream.send('[DONE]')
        stream.end()
        return 'closed'
      }),
    },
    {
      phrases: ['double stop', '两次stop', '两次 stop'],
      about: { en: 'stop and `[DONE]` twice', zh: 'stop 和 `[DONE]` 各两次' },
      run: streamed(async (bench, stream) => {
        await bench.say('Twice the end.', '结束两次。')
        for (let time = 0; time < 2; time += 1) {
          await stream.send(stopFrame(bench))
          await stream.send('[DONE]')
        }
        stream.end()
        return 'closed'
      }),
    },
    {
      phrases: ['after done', 'done之后', 'done 之后'],
      about: {
        en: 'text and an error after `[DONE]`, which must be ignored',
        zh: '`[DONE]` 之后还有文字和错误，应被忽略',
      },
      run: streamed(async (bench, stream) => {
        await bench.say('This is the whole answer.', '这就是全部回答。')
        await stream.send(stopFrame(bench))
        await stream.send('[DONE]')
        await stream.send(textFrame(bench, ' GHOST'))
        await stream.send({ ...bench.answer.ids, error_msg: { code: 500, message: 'too late' } })
        stream.end()
        return 'closed'
      }),
    },
    {
      phrases: ['garbage', '乱码'],
      about: { en: 'a stream of nothing but garbage', zh: '流里全是垃圾' },
      run: streamed(async (_bench, stream) => {
        for (let line = 0; line < 40; line += 1) await stream.sendBytes(`data:%%% not json ${line} %%%\n\n`)
        stream.end()
        return 'closed'
      }),
    },
    {
      phrases: ['gzip', '压缩'],
      about: { en: 'a gzip-encoded stream', zh: 'gzip 编码的流' },
      run: streamed(async (bench, stream) => {
        const frames = [textFrame(bench, hardText), stopFrame(bench)].map(
          (frame) => `data:${JSON.stringify(frame)}\n\n`,
        )
        stream.open({ 'content-encoding': 'gzip' })
        await stream.sendBytes(gzipSync(`${frames.join('')}data:[DONE]\n\n`))
        stream.end()
        return 'closed'
      }),
    },
    {
      phrases: ['giant event', '巨大事件'],
      about: {
        en: '`giant event 9 MB`: one event of that size, then text',
        zh: '`giant event 9 MB`：一个 9 MB 的事件，然后是文字',
      },
      run: streamed(async (bench, stream) => {
        const megabytes = findNumber(bench.words, /(\d+)\s*mb?/, 9, 64)
        await bench.say('Before the giant. ', '巨物之前。')
        await stream.send(deltaFrame(bench, { padding: 'x'.repeat(megabytes * 1_000_000) }))
        await bench.say('After the giant.', '巨物之后。')
      }),
    },
    {
      phrases: ['tiny events', '细小事件'],
      about: {
        en: '`1000000 tiny events`: that many one-letter chunks as fast as you read',
        zh: '`1000000 tiny events`：尽快发出这么多单字块',
      },
      run: async (bench) => {
        const count = findNumber(bench.words, /(\d+)\s*(?:个)?(?:tiny|细小)/, 1_000_000, 5_000_000)
        const letters = 'abcdefghijklmnopqrstuvwxyz '
        for (let index = 0; index < count; index += 1) {
          await bench.answer.sendDelta({ content: { type: 'text', msg: letters[index % letters.length] } })
          // The reader's socket and our own disconnect handler need a turn of the loop.
          if (index % 2_000 === 0) await new Promise((resolve) => setImmediate(resolve))
        }
      },
    },
  ],
}

function inDialect(phrases: string[], dialect: Dialect, en: string, zh: string): Scenario {
  return {
    phrases,
    about: { en, zh },
    run: streamed(async (bench, stream) => {
      stream.dialect = dialect
      await bench.answer.say(hardText)
    }),
  }
}

function whole(
  phrases: string[],
  en: string,
  zh: string,
  run: (bench: Bench, stream: EventStream) => Promise<void>,
): Scenario {
  return { phrases, about: { en, zh }, run: streamed(run) }
}

async function eachCharacterPair(
  bench: Bench,
  send: (frame: Record<string, unknown>, index: number) => Promise<void>,
): Promise<void> {
  const characters = [...hardText]
  for (let at = 0; at < characters.length; at += 2) {
    await send(textFrame(bench, characters.slice(at, at + 2).join('')), at)
  }
}
