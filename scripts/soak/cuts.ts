import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { root } from '../../e2e/servers'
import { emptyRun } from '../../lib/runs/run'
import { reduceRun } from '../../lib/runs/reducer'
import { createTranslator } from '../../lib/upstream/agents/translate'
import { createAssistantTranslator } from '../../lib/upstream/assistants/translate'
import type { Exchange } from '../../lib/upstream/exchange'
import { upstreamLimits } from '../../lib/upstream/http'
import { createCompletionTranslator } from '../../lib/upstream/models/translate'
import { createGenerationReader } from '../../lib/upstream/read-generation'
import type { Translator } from '../../lib/upstream/translator'
import { Tally, allOf } from './part'
import type { Part } from './part'
import { seededRandom } from './random'
import type { Random } from './random'

const node = { nodeId: 'n', nodeName: 'n' }
const families: Record<string, () => Translator> = {
  agents: createTranslator,
  models: () => createCompletionTranslator(node, 'g'),
  assistants: () => createAssistantTranslator(node),
  'open-platform': () => createCompletionTranslator(node, 'g'),
}

/** Joined and skin-toned emoji, flags, accents of their own, characters beyond the first plane, both directions. */
const hardTexts = [
  '你好，世界。',
  '👩🏽‍🚀',
  '🇨🇳🏴󠁧󠁢󠁥󠁮󠁧󠁿',
  'a\u0301e\u0302\u0323',
  '𠮷𝒳𝒴🏞️',
  'ﬁn – ‘x’ ‏שלום',
  '月湖\n\ndata: 在宁波\r\n',
  '\u2028\u2029\u0085\u00a0',
  '```\n表🎉格\n```',
]
const arrivedAt = 1_767_225_600_000
const largestPlan = 14
/** With fewer plans, single cuts too are made at every seventh place only, another one in every stream. */
const strideOfFew = 7

type Stream = { name: string; start: () => Translator; bytes: Uint8Array }

/** Upstream's bytes in other packets: every cut of every stream in every dialect, and random plans of many cuts. */
export const cuts: Part = {
  unit: 'random plans, besides every single cut',
  usual: 100_000,
  full: 100_000,
  async measure({ count, seed }) {
    const random = seededRandom(seed)
    const streams = allStreams()
    const differences = new Tally('differences from the whole stream')
    const replacements = new Tally('answers with U+FFFD')
    const wholes = new Map<Stream, string>()
    for (const stream of streams) {
      const whole = await read(stream, [])
      wholes.set(stream, whole)
      if (whole.includes('\uFFFD')) replacements.add(stream.name)
    }
    let single = 0
    const done = [...wholes.values()].filter((run) => run.includes('"outcome":"done"')).length

    const stride = count >= cuts.full ? 1 : strideOfFew
    for (const [index, stream] of streams.entries()) {
      for (let at = 1 + (index % stride); at < stream.bytes.length; at += stride) {
        await check(stream, [at])
        single += 1
      }
      await check(
        stream,
        Array.from({ length: stream.bytes.length - 1 }, (_, at) => at + 1),
      )
    }
    for (let plan = 0; plan < count; plan += 1) {
      const stream = random.pick(streams)
      await check(stream, planFor(stream, random))
    }
    return {
      figures: [
        differences.figure(),
        replacements.figure(),
        allOf('streams that end well', done, streams.length),
      ],
      note: `${streams.length} streams (${Object.keys(families).length} families × fixtures × dialects), ${single} single cuts${stride === 1 ? '' : ` (every ${stride}th place)`}; from bytes through the reader and the translator to the folded run.`,
    }

    async function check(stream: Stream, at: number[]): Promise<void> {
      const run = await read(stream, at)
      if (run === wholes.get(stream)) return
      differences.add(`${stream.name} cut at ${at.slice(0, 20).join(', ')}`)
      if (run.includes('\uFFFD')) replacements.add(`${stream.name} cut at ${at.slice(0, 20).join(', ')}`)
    }
  },
}

/** The run that these bytes become, as JSON, when they arrive in pieces. */
async function read({ start, bytes }: Stream, at: number[]): Promise<string> {
  const ends = [...at, bytes.length]
  let piece = 0
  const exchange: Exchange = {
    status: 200,
    header: () => null,
    next: async () => {
      if (piece >= ends.length) return null
      piece += 1
      return bytes.subarray(ends[piece - 2] ?? 0, ends[piece - 1])
    },
    setIdleLimit: () => undefined,
    release: () => undefined,
  }
  const clock = { now: () => arrivedAt, random: () => 0, sleep: async () => undefined }
  const reader = createGenerationReader(exchange, { clock, limits: upstreamLimits }, start())
  let run = emptyRun
  for (;;) {
    const { events, end } = await reader.next()
    run = events.reduce(reduceRun, run)
    if (end) return JSON.stringify({ run, end })
  }
}

function planFor({ bytes }: Stream, random: Random): number[] {
  const many = random.share() < 0.1 ? bytes.length / 3 : largestPlan
  const at = Array.from({ length: 1 + random.below(many) }, () => 1 + random.below(bytes.length - 1))
  return at.toSorted((a, b) => a - b)
}

function allStreams(): Stream[] {
  return Object.entries(families).flatMap(([family, start]) => {
    const fixtures = fixturesOf(family)
    const texts = [...fixtures.events, { name: 'hard texts', text: hardStream(family) }]
    return [
      ...texts.flatMap(({ name, text }) =>
        dialects(text).map(({ dialect, bytes }) => ({ name: `${family}/${name}, ${dialect}`, start, bytes })),
      ),
      ...fixtures.answers.map(({ name, text }) => ({
        name: `${family}/${name}`,
        start,
        bytes: Buffer.from(text),
      })),
    ]
  })
}

/** Recorded streams, and whole answers that came as one JSON body. */
function fixturesOf(family: string) {
  const folder = path.join(root, 'lib/upstream', family, '__fixtures__')
  const files = readdirSync(folder).map((name) => ({
    name,
    text: readFileSync(path.join(folder, name), 'utf8'),
  }))
  return {
    events: files.filter(({ name }) => name.endsWith('.sse')),
    answers: files.filter(({ name, text }) => name.endsWith('.json') && text.includes('"choices"')),
  }
}

/** The same messages with every kind of line end, with and without a space, a byte order mark and things between. */
function dialects(text: string): { dialect: string; bytes: Uint8Array }[] {
  const lines = text.replace(/\r\n?/g, '\n').split('\n')
  return lineEnds.flatMap(([name, lineEnd]) =>
    ['', ' '].flatMap((space) =>
      [false, true].map((isAdorned) => {
        const dressed = lines.flatMap((line, at) => {
          const data = line.replace(/^data: ?/, `data:${space}`)
          if (!isAdorned || !line.startsWith('data:')) return [data]
          return [`: 注释 😀 ${at}`, `id: ${at}`, 'retry: 3000', 'event: 月', data]
        })
        const mark = isAdorned ? '\uFEFF' : ''
        return {
          dialect: `${name}${space === '' ? '' : ', space'}${isAdorned ? ', adorned' : ''}`,
          bytes: Buffer.from(mark + dressed.join(lineEnd)),
        }
      }),
    ),
  )
}

const lineEnds = [
  ['LF', '\n'],
  ['CRLF', '\r\n'],
  ['CR', '\r'],
] as const

function hardStream(family: string): string {
  const chunks = hardTexts.map((text) => chunkOf(family, text))
  const last = { index: 0, finish_reason: 'stop', delta: {} }
  return [...chunks, { id: 'h', choices: [last] }, '[DONE]']
    .map((chunk) => `data: ${typeof chunk === 'string' ? chunk : JSON.stringify(chunk)}\n\n`)
    .join('')
}

function chunkOf(family: string, text: string): object {
  const content = family === 'agents' ? { type: 'text', msg: text } : text
  return { id: 'h', choices: [{ index: 0, delta: { role: 'assistant', content } }] }
}
