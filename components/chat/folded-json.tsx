'use client'

import ChevronRight from 'lucide-react/icons/chevron-right'
import { useState } from 'react'
import { Icon } from '@/components/ui/icon'
import { ValueBlock } from '@/components/timeline/value-block'
import { cn } from '@/lib/cn'

/** What we do not know, kept for who wants to see it. */
export function FoldedJson({ label, json }: { label: string; json: string }) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <div className="my-3 text-sm">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
        className="focus-ring touch-target -ml-1 flex h-8 items-center gap-2 rounded-control px-1 text-muted transition-colors hover:text-ink"
      >
        <Icon icon={ChevronRight} className={cn('transition-transform', isOpen && 'rotate-90')} />
        {label}
      </button>
      {isOpen && <ValueBlock label={label} text={json} fileName={label} />}
    </div>
  )
}
