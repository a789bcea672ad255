import { cn } from '@/lib/cn'

/** So many characters at the end always stay: what tells files apart often stands there. */
const tailLength = 9

/** A name on one line, cut in its middle where it does not fit. */
export function FileName({ name, className }: { name: string; className?: string }) {
  const characters = Array.from(name)
  const head = characters.slice(0, -tailLength).join('')
  const tail = characters.slice(-tailLength).join('')
  return (
    <span title={name} dir="auto" className={cn('flex min-w-0 whitespace-pre', className)}>
      {head !== '' && <span className="truncate">{head}</span>}
      <span className="shrink-0">{tail}</span>
    </span>
  )
}
