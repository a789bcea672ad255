/** `npm run soak [-- --write] [-- --full] [-- part…] [-- --count=N] [-- --seed=N]`: what docs/soaks.md records. */
import { writeFile } from 'node:fs/promises'
import { cpus, totalmem } from 'node:os'
import path from 'node:path'
import { root } from '../../e2e/servers'
import { toMarkdown } from '../bench/table'
import { cuts } from './cuts'
import { disconnects } from './disconnects'
import { foreign } from './foreign'
import { hostile } from './hostile'
import { kills } from './kills'
import type { Part } from './part'
import { renderings } from './renderings'
import { resumes } from './resumes'
import { streams } from './streams'

const parts: Record<string, Part> = {
  kills,
  resumes,
  hostile,
  cuts,
  disconnects,
  streams,
  foreign,
  renderings,
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

const args = process.argv.slice(2)
const wanted = args.filter((arg) => !arg.startsWith('--'))
const unknown = wanted.find((name) => !(name in parts))
if (unknown !== undefined) fail(`There is no ${unknown}; choose from ${Object.keys(parts).join(', ')}.`)
const count = numberOf('count')
const seed = numberOf('seed') ?? 20_261_121

const texts: string[] = []
let failures = 0
for (const [name, part] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  const used = args.includes('--full') ? part.full : (count ?? part.usual)
  const startedAt = performance.now()
  const { figures, note } = await part.measure({ count: used, seed })
  const seconds = Math.round((performance.now() - startedAt) / 1_000)
  failures += figures.filter((figure) => !figure.isReached).length
  texts.push(
    toMarkdown({
      title: `${name}: ${used} ${part.unit}${used === part.full ? '' : ` (the goal asks for ${part.full})`}`,
      head: ['what', 'measured', 'goal', 'passed'],
      rows: figures.map(({ what, measured, goal, isReached }) => [
        what,
        measured,
        goal,
        isReached ? 'yes' : 'NO',
      ]),
      note: [note, `${seconds} s.`].filter(Boolean).join(' '),
    }),
  )
  console.log(`\n${texts.at(-1)}`)
}

if (args.includes('--write')) {
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`
  const head = `# Soaks

What must hold when things go wrong, on the production build and the loopback address. \`npm run soak -- --write\` measures this page anew, in a quarter of an hour; with \`--full\` as often as the goals ask for, in hours. \`npm run soak -- kills --count=20 --seed=7\` is one part with another number and another plan.

${new Date().toISOString().slice(0, 10)} · ${machine} · seed ${seed}
`
  await writeFile(path.join(root, 'docs/soaks.md'), [head, ...texts].join('\n'))
}
process.exit(failures === 0 ? 0 : 1)

function numberOf(name: string): number | null {
  const text = args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3)
  if (text === undefined) return null
  if (!/^[1-9]\d{0,8}$/.test(text)) fail(`--${name} must be a whole number above 0.`)
  return Number(text)
}

function fail(sentence: string): never {
  console.error(sentence)
  process.exit(1)
}
