import { cn } from '@/lib/cn'

/** So many characters at the end always stay: what tells files apart often stands there. */
const tailLength = 9
/** Names up to here are shown in one piece. */
const wholeLength = 18

/** A name on one line, cut in its middle where it does not fit. */
export function FileName({ name, className }: { name: string; className?: string }) {
  const characters = Array.from(name)
  if (characters.length <= wholeLength) {
    return (
      <span title={name} dir="auto" className={cn('min-w-0 truncate', className)}>
        {name}
      </span>
    )
  }
  return (
    <span title={name} className={cn('flex min-w-0', className)}>
      <span className="sr-only">{name}</span>
      <span aria-hidden dir="auto" className="flex min-w-0 whitespace-pre">
        <span className="truncate">{characters.slice(0, -tailLength).join('')}</span>
        <span className="shrink-0">{characters.slice(-tailLength).join('')}</span>
      </span>
    </span>
  )
}
