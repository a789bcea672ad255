import type { Run } from '@/lib/runs/run'

/** Characters of one row's answer that are kept; the run has the rest. */
export const maxOutputCharacters = 100_000

/** What a run answered, as one text for a cell: its words, addresses of what it made, what it asked back. Pure. */
export function outputOf(run: Pick<Run, 'parts'>): string {
  const output = run.parts.flatMap(textOf).join('\n\n')
  return output.length > maxOutputCharacters ? `${output.slice(0, maxOutputCharacters - 1)}…` : output
}

function textOf(part: Run['parts'][number]): string[] {
  if (part.type === 'text') return [part.text]
  if (part.type === 'question') return [[part.question.text, ...part.question.options].join('\n')]
  switch (part.media.kind) {
    case 'image':
    case 'video':
    case 'audio':
      return part.media.url ? [part.media.url] : []
    case 'code':
      return [part.media.text, part.media.file].filter((text) => text !== null)
    default:
      return []
  }
}
