import ChevronDown from 'lucide-react/icons/chevron-down'
import type { ReactNode } from 'react'
import { Icon } from '@/components/ui/icon'

/** The input inside a ModelField: 16 px on phones so that Safari does not zoom into it. */
export const modelInputClass =
  'focus-ring [grid-area:1/1] h-9 w-full min-w-0 truncate rounded-chip bg-transparent pr-7 pl-3 text-base text-muted transition-colors hover:bg-hover hover:text-ink focus:text-ink aria-expanded:bg-hover md:text-sm'

type ModelFieldProps = { name: string; children: ReactNode }

/**
 * A quiet word that is a field: as wide as the model's name, whatever is typed into it and wherever the focus
 * is. A width that followed either would move the buttons beside it while one of them is pressed.
 */
export function ModelField({ name, children }: ModelFieldProps) {
  return (
    <div className="relative grid max-w-48 min-w-20 shrink sm:min-w-32">
      <span
        aria-hidden
        className="invisible [grid-area:1/1] h-9 truncate pr-7 pl-3 text-base whitespace-pre md:text-sm"
      >
        {name}
      </span>
      {children}
      <Icon
        icon={ChevronDown}
        className="pointer-events-none absolute top-1/2 right-2.5 size-3.5 -translate-y-1/2 text-muted"
      />
    </div>
  )
}
