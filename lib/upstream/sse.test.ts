import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { MessageTooLargeError, createSseReader, maxMessageBytes } from './sse'

type Message = { data: string; event: string | undefined }

function read(bytes: Uint8Array, cuts: readonly number[]): Message[] {
  const messages: Message[] = []
  const reader = createSseReader((data, event) => messages.push({ data, event }))
  const ends = [...cuts, bytes.length]
  ends.forEach((end, at) => reader.feed(bytes.subarray(ends[at - 1] ?? 0, end)))
  reader.end()
  return messages
}

function every(size: number, length: number): number[] {
  return Array.from({ length: Math.ceil(length / size) - 1 }, (_, at) => (at + 1) * size)
}

const encode = (text: string) => new TextEncoder().encode(text)
const datas = (text: string, cuts: readonly number[] = []) => read(encode(text), cuts).map(({ data }) => data)

const logs = readFileSync(`${import.meta.dirname}/agents/__fixtures__/logs.sse`)

/** A stream with everything that framing must survive, in one dialect of line ends. */
function hardStream(lineEnd: string, space: string): { bytes: Uint8Array; texts: string[] } {
  const texts = ['你好，世界', '👩🏽‍🚀🇨🇳 a\u0301', '{"msg":"月湖在宁波 🏞️"}', '𝒳𝒴', 'ﬁn']
  const lines = [
    ': a comment 注释 😀',
    'retry: 3000',
    ...texts.flatMap((text, at) => [`id: ${at}`, `event: add`, `data:${space}${text}`, '']),
    `data:${space}一`,
    `data:${space}二 🎉`,
    '',
    `data:${space}[DONE]`,
    '',
    '',
  ]
  return { bytes: encode('\uFEFF' + lines.join(lineEnd)), texts: [...texts, '一\n二 🎉', '[DONE]'] }
}

const dialects = [
  ['LF', '\n'],
  ['CRLF', '\r\n'],
  ['CR', '\r'],
].flatMap(([name = '', lineEnd = '']) => [
  [`${name}, space`, lineEnd, ' '] as const,
  [`${name}, no space`, lineEnd, ''] as const,
])

describe('the same bytes give the same messages however they are cut', () => {
  const whole = read(logs, [])

  test('the recorded stream has its 15 messages', () => {
    expect(whole).toHaveLength(15)
    expect(whole.at(-1)?.data).toBe('[DONE]')
    expect(whole.slice(0, -1).every(({ data }) => typeof JSON.parse(data) === 'object')).toBe(true)
  })

  test.each([1, 2, 3, 7, 64])('in pieces of %i', (size) => {
    expect(read(logs, every(size, logs.length))).toEqual(whole)
  })

  describe.each(dialects)('%s', (_name, lineEnd, space) => {
    const { bytes, texts } = hardStream(lineEnd, space)

    test('at every position', () => {
      for (let cut = 0; cut <= bytes.length; cut++) {
        expect(
          read(bytes, [cut]).map(({ data }) => data),
          `cut at ${cut}`,
        ).toEqual(texts)
      }
    })

    test('by random plans', () => {
      const random = seededRandom(20_260_101)
      for (let plan = 0; plan < 1_000; plan++) {
        const cuts = Array.from({ length: 1 + Math.floor(random() * 12) }, () =>
          Math.floor(random() * bytes.length),
        )
        const found = read(
          bytes,
          cuts.toSorted((a, b) => a - b),
        )
        expect(
          found.map(({ data }) => data),
          `plan ${plan}`,
        ).toEqual(texts)
      }
    })
  })
})

describe('framing', () => {
  test('takes one space after the colon, not two', () => {
    expect(datas('data:a\n\ndata: b\n\ndata:  c\n\n')).toEqual(['a', 'b', ' c'])
  })

  test('hands event names on', () => {
    expect(read(encode('event: error\ndata: x\n\ndata: y\n\n'), [])).toEqual([
      { data: 'x', event: 'error' },
      { data: 'y', event: undefined },
    ])
  })

  test('flushes the last message without its blank line', () => {
    expect(datas('data: a\n\ndata: b')).toEqual(['a', 'b'])
    expect(datas('data: a\n\ndata: b\n')).toEqual(['a', 'b'])
    expect(datas('data: a\r\rdata: b\r')).toEqual(['a', 'b'])
    expect(datas('data: a\r\n\r\ndata: b\r')).toEqual(['a', 'b'])
  })

  test('gives nothing for comments, ids, unknown fields and empty events', () => {
    expect(datas(': hb\n\nid: 4\n\nnonsense\n\nretry: soon\n\nevent: x\n\n')).toEqual([])
  })

  test('drops a character that the end cut off, and shows no replacement for it', () => {
    const cut = encode('data: a\n\ndata: 月').subarray(0, -1)
    expect(read(cut, []).map(({ data }) => data)).toEqual(['a', ''])
  })
})

describe('one message is bounded', () => {
  const piece = encode('x'.repeat(1024 * 1024))
  const feed = (bytes: number, ending: string) => {
    let length = 0
    const reader = createSseReader((data) => (length = data.length))
    reader.feed(encode('data: '))
    for (let left = bytes; left > 0; left -= piece.length) reader.feed(piece.subarray(0, left))
    reader.feed(encode(ending))
    return length
  }

  test('at its limit it is taken, one byte more is refused', () => {
    expect(feed(maxMessageBytes, '\n\n')).toBe(maxMessageBytes)
    expect(() => feed(maxMessageBytes + 1, '\n\n')).toThrow(MessageTooLargeError)
  })

  test('the limit counts bytes, not characters', () => {
    const line = (characters: number) => encode(`data:${'月'.repeat(characters)}\n\n`)
    const fitting = Math.floor(maxMessageBytes / 3)
    const feedOnce = (bytes: Uint8Array) => createSseReader(() => undefined).feed(bytes)
    expect(() => feedOnce(line(fitting))).not.toThrow()
    expect(() => feedOnce(line(fitting + 1))).toThrow(MessageTooLargeError)
  })

  test('it is refused while it is still coming, also over many lines', () => {
    expect(() => feed(maxMessageBytes + 64, '')).toThrow(MessageTooLargeError)
    const reader = createSseReader(() => undefined)
    const line = encode(`data: ${'x'.repeat(1024 * 1024)}\n`)
    expect(() => {
      for (let at = 0; at < 9; at++) reader.feed(line)
    }).toThrow(MessageTooLargeError)
  })
})

/** mulberry32: the same plans in every run. */
function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let word = Math.imul(state ^ (state >>> 15), 1 | state)
    word = (word + Math.imul(word ^ (word >>> 7), 61 | word)) ^ word
    return ((word ^ (word >>> 14)) >>> 0) / 4_294_967_296
  }
}
