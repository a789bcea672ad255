import { beforeAll, expect, test } from 'vitest'
import { hostileTexts } from './__fixtures__/hostile'
import { longAnswer } from './__fixtures__/long-answer'
import { parser } from './block'
import { advanceDocument } from './document'
import { prepareBlock } from './prepare'

beforeAll(async () => {
  await parser.load()
  for (const { source } of advanceDocument(null, longAnswer(20_000), false).groups.flat()) format(source)
})

test.each(Object.keys(hostileTexts))('no step takes long: %s', (name) => {
  const text = hostileTexts[name] ?? ''
  const document = { current: advanceDocument(null, '', true) }
  const steps = [() => (document.current = advanceDocument(null, text, false))]
  for (const step of steps) expect(cpuMs(step)).toBeLessThan(limitMs)
  for (const { source, kind, appendix } of sample(document.current.groups.flat())) {
    if (kind !== 'text' && kind !== 'math') continue
    expect(cpuMs(() => prepareBlock(source, true, ''))).toBeLessThan(limitMs)
    expect(cpuMs(() => format(source, appendix))).toBeLessThan(limitMs)
  }
})

/** reliability.md S14, measured as time of the processor, so that a busy machine changes nothing. */
const limitMs = 200

function cpuMs(work: () => unknown): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

function format(source: string, appendix = ''): void {
  const prepared = prepareBlock(source, false, appendix)
  if (prepared !== null) parser.get()?.formatMarkdown(prepared, {}, 'x')
}

function sample<T>(items: readonly T[]): T[] {
  return items.length <= 40 ? [...items] : [...items.slice(0, 20), ...items.slice(-20)]
}
