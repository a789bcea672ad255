import ChevronsUpDown from 'lucide-react/icons/chevrons-up-down'
import type { ReactNode } from 'react'
import { Icon } from '@/components/ui/icon'
import { inputClass } from '@/components/ui/text-field'
import { cn } from '@/lib/cn'

type NativeSelectProps = {
  id: string
  value: string
  onChange: (value: string) => void
  describedBy?: string | undefined
  className?: string
  /** Its options. */
  children: ReactNode
}

/** The browser's own choice: hundreds of columns are no burden to it, and phones bring theirs. */
export function NativeSelect({ id, value, onChange, describedBy, className, children }: NativeSelectProps) {
  return (
    <div className={cn('relative', className)}>
      <select
        id={id}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        aria-describedby={describedBy}
        className={cn(inputClass, 'appearance-none truncate pr-10')}
      >
        {children}
      </select>
      <Icon
        icon={ChevronsUpDown}
        className="pointer-events-none absolute top-1/2 right-3 -translate-y-1/2 text-muted"
      />
    </div>
  )
}
