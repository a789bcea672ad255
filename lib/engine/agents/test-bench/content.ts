import { findNumber } from '../../bench/scenario'
import { Metronome } from '../../clock'
import { showcase } from './showcase'
import { hardText } from './scenario'
import type { ScenarioGroup } from './scenario'

export const content: ScenarioGroup = {
  title: { en: 'Text', zh: '文本' },
  scenarios: [
    {
      phrases: ['plain', '纯文本'],
      about: { en: 'two plain sentences', zh: '两句普通文字' },
      run: ({ say }) =>
        say(
          'The moon is above the lake. Nothing else happens in this answer.',
          '月亮在湖面上。这个回答里没有别的事情发生。',
        ),
    },
    {
      phrases: ['hard text', 'emoji', '表情'],
      about: { en: 'emoji with joiners, rare characters, accents', zh: '组合表情、生僻字和重音字母' },
      run: async ({ answer }) => answer.say(hardText),
    },
    {
      phrases: ['markdown', '排版'],
      about: {
        en: 'every kind of Markdown: tables, tasks, footnotes, math, code, quotes, Mermaid',
        zh: '各种 Markdown：表格、任务、脚注、公式、代码、引用、Mermaid',
      },
      run: ({ answer }) => answer.say(showcase[answer.language]),
    },
    {
      phrases: ['stream ', 'long answer', '长回答'],
      about: {
        en: '`stream 100kB at 100/s`: that much Markdown at that many chunks a second',
        zh: '`stream 100kB at 100/s`：以每秒 100 块输出 100 kB 的 Markdown',
      },
      run: async ({ answer, words }) => {
        const kilobytes = findNumber(words, /(\d+(?:\.\d+)?)\s*k/, 20, 4_000)
        const rate = findNumber(words, /(\d+)\s*(?:\/\s*s|块|chunks?)/, 100, 100_000)
        await sayLong(answer, kilobytes * 1000, rate)
      },
    },
    {
      phrases: ['html injection', 'raw html', '注入'],
      about: {
        en: 'raw HTML, scripts and odd links, which must stay text',
        zh: '原始 HTML、脚本与可疑链接，应当只是文字',
      },
      run: ({ answer }) =>
        answer.say(
          'Raw HTML: <b>bold?</b> <script>window.__ran = true</script> <img src=x onerror="window.__ran = true">\n\n' +
            '[javascript link](javascript:window.__ran=true), [data link](data:text/html,x), ' +
            '![remote](https://images.example.invalid/pixel.png)\n\n`<b>` ends here.',
        ),
    },
    {
      phrases: ['empty answer', '空回答'],
      about: { en: 'ends normally without any text', zh: '正常结束但没有任何文字' },
      run: async () => {},
    },
    {
      phrases: ['exception text', '异常文本'],
      about: { en: 'a Java exception as the answer', zh: '把 Java 异常当作回答' },
      run: ({ answer }) =>
        answer.say('java.lang.NullPointerException: Cannot invoke "String.length()" because "text" is null'),
    },
  ],
}

type Speaker = { signal: AbortSignal; sayChunk(chunk: string): Promise<void> }

/** Bytes of UTF-8; every chunk has the same number of characters, cut at code points. */
async function sayLong(speaker: Speaker, bytes: number, rate: number): Promise<void> {
  const metronome = new Metronome(1000 / Math.max(rate, 1), speaker.signal)
  let sent = 0
  let section = 0
  while (sent < bytes) {
    section += 1
    for (const chunk of cutBy(16, longSection(section))) {
      if (sent >= bytes) return
      await metronome.tick()
      await speaker.sayChunk(chunk)
      sent += Buffer.byteLength(chunk)
    }
  }
}

function* cutBy(length: number, text: string): Generator<string> {
  const characters = [...text]
  for (let at = 0; at < characters.length; at += length) yield characters.slice(at, at + length).join('')
}

function longSection(number: number): string {
  return [
    `## Section ${number} · 第${number}节\n`,
    'Moonlight is sunlight sent back by dark rock. The **lunar surface** reflects about an eighth of what reaches it, ' +
      'and yet a full moon is bright enough to read a headline by.\n',
    '月光是被深色岩石反射回来的阳光。湖面有**微波**时，月亮的倒影会拉成一条光路，波越大，光路越长越宽。\n',
    '| Phase 月相 | Lit 照亮 | Rises 月出 |\n| --- | ---: | --- |\n| New 朔 | 0 % | sunrise 日出 |\n| Full 望 | 100 % | sunset 日落 |\n',
    `\`\`\`ts\nconst section = ${number}\nfor (const wave of lake.waves(section)) wave.reflect(moon)\n\`\`\`\n`,
    `1. Look up. 抬头。\n2. Wait ${number} minutes. 等${number}分钟。\n3. Note what changed. 记下变化。\n`,
    `The tide-raising force goes with $1/d^3$, so $F_{${number}} \\propto d^{-3}$.\n`,
    '',
  ].join('\n')
}
