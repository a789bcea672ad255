/**
 * A long answer for tests and measurements: paragraphs in Chinese and English, nested lists, tables, code, formulas
 * and quotes in turn. The same length gives the same text. `bytes` is its least length in UTF-8.
 */
export function longAnswer(bytes: number): string {
  const random = fromSeed(20_260_731)
  const encoder = new TextEncoder()
  let text = '# 长答案 · A long answer\n\n'
  let length = encoder.encode(text).length
  for (let index = 0; length < bytes; index += 1) {
    const section = sections[index % sections.length]?.(random, index) ?? ''
    text += section
    length += encoder.encode(section).length
  }
  return text
}

/** Cuts a text into pieces of about `size` characters, never through a surrogate pair. */
export function toChunks(text: string, size: number): string[] {
  const characters = Array.from(text)
  const chunks: string[] = []
  for (let start = 0; start < characters.length; start += size) {
    chunks.push(characters.slice(start, start + size).join(''))
  }
  return chunks
}

type Random = () => number

/** mulberry32 */
function fromSeed(seed: number): Random {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let value = Math.imul(state ^ (state >>> 15), 1 | state)
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296
  }
}

const english = (
  'the lake holds a quiet record of every season and the gauges along its shore send one reading a minute to the ' +
  'station where a small service checks stores and explains them so that people can ask what changed since spring ' +
  'and receive an answer with the pages it rests on instead of a guess that merely sounds right'
).split(' ')
const chinese =
  '湖面在清晨保持着一种安静的秩序水位计每分钟上报一次读数服务端核对之后写入记录并且在人们提问时给出带有出处的回答而不是听起来正确的猜测'
const names = ['水位', '流量', 'sensor', 'depth', 'turbidity', '温度', 'inflow', '出处']

function pick<T>(random: Random, list: readonly T[]): T | string {
  return list[Math.floor(random() * list.length)] ?? ''
}

function words(random: Random, count: number): string {
  const start = Math.floor(random() * english.length)
  return Array.from({ length: count }, (_, index) => english[(start + index * 3) % english.length]).join(' ')
}

function han(random: Random, count: number): string {
  const start = Math.floor(random() * chinese.length)
  return Array.from({ length: count }, (_, index) => chinese[(start + index) % chinese.length]).join('')
}

const sections: ((random: Random, index: number) => string)[] = [
  (random, index) => `## ${index + 1}. ${han(random, 6)} and ${words(random, 3)}\n\n`,
  (random) =>
    `${words(random, 34)}, **${words(random, 3)}**, and \`${pick(random, names)}()\` returns ` +
    `[a reading](https://example.org/gauge?id=${Math.floor(random() * 900)}). ${words(random, 22)}.\n\n`,
  (random) =>
    `${han(random, 48)}，**“${han(random, 6)}”**的变化见\`${pick(random, names)}\`。${han(random, 40)}。\n\n`,
  (random) =>
    Array.from(
      { length: 4 },
      (_, item) =>
        `${item + 1}. **${words(random, 2)}**: ${words(random, 14)}\n` +
        `   - ${han(random, 18)}，*${han(random, 4)}*\n   - ${words(random, 8)} \`${pick(random, names)}\`\n`,
    ).join('') + '\n',
  (random) =>
    `| ${pick(random, names)} | mean | 最大值 | note |\n| --- | ---: | ---: | :-- |\n` +
    Array.from(
      { length: 7 },
      () =>
        `| ${han(random, 5)} | ${(random() * 90).toFixed(2)} | ${(random() * 300).toFixed(1)} | ${words(random, 4)} |\n`,
    ).join('') +
    '\n',
  (random) =>
    '```typescript\n' +
    Array.from(
      { length: 5 },
      (_, item) =>
        `/** ${words(random, 8)} */\nexport function read${item}(samples: readonly number[]): number {\n` +
        `  const total = samples.reduce((sum, sample) => sum + sample, ${Math.floor(random() * 9)}) // ${han(random, 8)}\n` +
        `  return samples.length > 0 ? total / samples.length : Number.NaN\n}\n`,
    ).join('\n') +
    '```\n\n',
  (random) =>
    `${han(random, 20)} $Q = \\int_0^h v(z)\\,w(z)\\,dz$，${han(random, 12)} $\\bar{x} = \\frac{1}{n}\\sum_{i=1}^{n} x_i$。` +
    `${words(random, 10)} at a cost of $5 and $10 each.\n\n$$\n\\sigma^2 = \\frac{1}{n-1}\\sum_{i=1}^{n}(x_i-\\bar{x})^2 + ${Math.floor(random() * 90)}\n$$\n\n`,
  (random) => `> ${words(random, 16)}.\n>\n> ${han(random, 30)}。\n\n`,
  (random) =>
    '```python\n' +
    `def summarise(rows):\n    """${words(random, 9)}."""\n    total = sum(row["${pick(random, names)}"] for row in rows)\n` +
    `    if not rows:\n        return None\n    return {"mean": total / len(rows), "n": len(rows), "seed": ${Math.floor(random() * 9_999)}}\n` +
    '```\n\n',
  (random) =>
    Array.from(
      { length: 5 },
      (_, item) => `- [${item % 2 ? 'x' : ' '}] ${words(random, 7)} ${han(random, 8)}\n`,
    ).join('') + '\n',
  (random) => `### ${words(random, 4)}\n\n${words(random, 46)}. ${han(random, 30)}。\n\n---\n\n`,
]
