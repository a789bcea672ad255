'use client'

import { Combobox } from '@base-ui/react/combobox'
import { useVirtualizer } from '@tanstack/react-virtual'
import type { Virtualizer } from '@tanstack/react-virtual'
import Check from 'lucide-react/icons/check'
import ChevronsUpDown from 'lucide-react/icons/chevrons-up-down'
import X from 'lucide-react/icons/x'
import { useImperativeHandle, useRef, useState } from 'react'
import type { RefObject } from 'react'
import { useTranslations } from 'use-intl'
import { Icon } from '@/components/ui/icon'
import { IconButton } from '@/components/ui/icon-button'
import { inputClass } from '@/components/ui/text-field'
import { cn } from '@/lib/cn'
import type { ChoiceBoxProps } from './choice-box'

type Rows = Virtualizer<HTMLElement, Element>

const rowPx = 40
const spareRows = 8

/** Thousands of options: searched by typing, and only those in view are in the page. */
export function LongChoice(props: ChoiceBoxProps) {
  const { controlId, name, describedBy, isInvalid, options, value, isFrozen, onChange } = props
  const t = useTranslations('forms')
  const [isOpen, setIsOpen] = useState(false)
  const [scroller, setScroller] = useState<HTMLElement | null>(null)
  const rows = useRef<Rows>(null)
  return (
    <Combobox.Root
      virtualized
      autoHighlight
      items={options}
      filter={(option, query) => folded(option).includes(folded(query.trim()))}
      value={value === '' ? null : value}
      onValueChange={(next) => onChange(next ?? '')}
      open={isOpen}
      onOpenChange={setIsOpen}
      disabled={isFrozen}
      onItemHighlighted={(_, { reason, index }) => {
        const last = (rows.current?.options.count ?? 0) - 1
        if (index < 0 || (reason === 'keyboard' && index > 0 && index < last) || reason === 'pointer') return
        queueMicrotask(() => rows.current?.scrollToIndex(index, { align: index === last ? 'start' : 'end' }))
      }}
    >
      <div className="relative">
        <Combobox.Input
          id={controlId}
          // While the list is open the label is hidden from assistive technology with the rest of the page.
          aria-label={name}
          placeholder={t('search', { count: options.length })}
          aria-describedby={describedBy}
          aria-invalid={isInvalid || undefined}
          // Enter chooses; it never runs the form.
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.preventDefault()
          }}
          className={cn(inputClass, 'pr-20')}
        />
        <div className="absolute top-1/2 right-1 flex -translate-y-1/2 items-center">
          {value !== '' && (
            <Combobox.Clear render={<IconButton icon={X} label={t('clearChoice')} size="small" />} />
          )}
          <Combobox.Trigger
            render={<IconButton icon={ChevronsUpDown} label={t('showOptions')} size="small" />}
          />
        </div>
      </div>
      <Combobox.Portal>
        <Combobox.Positioner sideOffset={6} collisionPadding={8} className="z-40 outline-none">
          <Combobox.Popup className="w-(--anchor-width) max-w-(--available-width) overflow-hidden rounded-panel bg-raised shadow-float outline-none">
            <Combobox.Empty>
              <p className="px-4 py-3 text-sm text-muted">{t('noOption')}</p>
            </Combobox.Empty>
            <Combobox.List
              ref={setScroller}
              className="scroll-quiet max-h-[min(20rem,var(--available-height))] overflow-y-auto overscroll-contain outline-none"
            >
              <OptionRows isOpen={isOpen} scroller={scroller} rows={rows} />
            </Combobox.List>
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  )
}

/** Full-width letters and capitals count as their plain ones; far quicker than comparing by a language's rules. */
function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

type OptionRowsProps = { isOpen: boolean; scroller: HTMLElement | null; rows: RefObject<Rows | null> }

function OptionRows({ isOpen, scroller, rows }: OptionRowsProps) {
  const options = Combobox.useFilteredItems<string>()
  // Its functions read what changes; nothing here passes them on.
  // oxlint-disable-next-line react/incompatible-library
  const virtualizer = useVirtualizer<HTMLElement, Element>({
    enabled: isOpen,
    count: options.length,
    getScrollElement: () => scroller,
    estimateSize: () => rowPx,
    overscan: spareRows,
    paddingStart: 6,
    paddingEnd: 6,
    scrollPaddingStart: 6,
    scrollPaddingEnd: 6,
  })
  useImperativeHandle(rows, () => virtualizer)
  const totalPx = virtualizer.getTotalSize()
  if (options.length === 0) return null
  return (
    <div role="presentation" className="relative w-full" style={{ height: totalPx }}>
      {virtualizer.getVirtualItems().map(({ key, index, start }) => (
        <Combobox.Item
          key={key}
          index={index}
          value={options[index]}
          data-index={index}
          aria-setsize={options.length}
          aria-posinset={index + 1}
          style={{ height: rowPx, transform: `translateY(${start}px)` }}
          className="absolute inset-x-1.5 top-0 flex items-center gap-3 rounded-control px-2.5 text-ui outline-none select-none data-highlighted:bg-hover"
        >
          <span dir="auto" className="min-w-0 grow truncate" title={options[index]}>
            {options[index]}
          </span>
          <Combobox.ItemIndicator>
            <Icon icon={Check} className="text-accent" />
          </Combobox.ItemIndicator>
        </Combobox.Item>
      ))}
    </div>
  )
}
