'use client'

import { Combobox } from '@base-ui/react/combobox'
import { useQuery } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import type { Virtualizer } from '@tanstack/react-virtual'
import { useId, useImperativeHandle, useMemo, useRef, useState } from 'react'
import type { RefObject } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import type { TargetCard } from '@/lib/targets/schema'
import { cardOf } from './card-of'
import { ModelField, modelInputClass } from './model-field'
import { ModelRowView, headingPx, optionPx } from './model-row'
import { findOptions, toOption, toRows } from './model-options'
import type { ModelOption, ModelRow } from './model-options'
import { modelListOptions } from './query-options'
import { useChooseModel } from './use-choose-model'

type Rows = Virtualizer<HTMLElement, Element>

const spareRows = 8

type ModelComboboxProps = { card: TargetCard; draftKey: string; isStarted: boolean }

/** Searched by typing; a name that nobody lists may be used too. Only the lines in view are in the page. */
export function ModelCombobox({ card, draftKey, isStarted }: ModelComboboxProps) {
  const t = useTranslations('models')
  const locale = useLocale()
  const choose = useChooseModel(draftKey)
  const [isOpen, setIsOpen] = useState(false)
  const [query, setQuery] = useState('')
  const { data, isError } = useQuery({ ...modelListOptions, enabled: isOpen })
  // The same object as long as it is the same model: another one would undo what is being typed.
  const current = useMemo(() => toOption(card, locale), [card, locale])
  const options = useMemo(() => data?.models.map((model) => toOption(model, locale)) ?? [], [data, locale])
  const found = useMemo(() => findOptions(options, query), [options, query])
  const lines = useMemo(() => toRows(found), [found])
  const [scroller, setScroller] = useState<HTMLElement | null>(null)
  const rows = useRef<Rows>(null)
  const noteId = useId()

  const scrollTo = (index: number) => {
    const line = lines.findIndex((row) => row.kind === 'option' && row.index === index)
    // With the first line comes its heading.
    rows.current?.scrollToIndex(index === 0 ? 0 : line, { align: 'auto' })
  }
  return (
    <Combobox.Root
      virtualized
      autoHighlight
      items={found}
      filter={null}
      value={current}
      itemToStringLabel={({ name }: ModelOption) => name}
      isItemEqualToValue={(left, right) => left.key === right.key}
      onValueChange={(option) => option && choose(cardOf(option.target, data?.models ?? []))}
      onInputValueChange={(text, { reason }) => reason === 'input-change' && setQuery(text)}
      open={isOpen}
      onOpenChange={(next) => {
        setQuery('')
        setIsOpen(next)
      }}
      onItemHighlighted={(_, { reason, index }) => {
        if (index >= 0 && reason !== 'pointer') queueMicrotask(() => scrollTo(index))
      }}
    >
      <ModelField name={current.name}>
        <Combobox.Input
          aria-label={t('model')}
          aria-describedby={isOpen && isStarted ? noteId : undefined}
          spellCheck={false}
          enterKeyHint="done"
          // What is typed next replaces the name.
          onClick={(event) => event.currentTarget.select()}
          onKeyDown={(event) => {
            // Enter chooses; it never sends the message.
            if (event.key === 'Enter') event.preventDefault()
            // The picker always has a model: there is nothing to clear.
            if (event.key === 'Escape' && !isOpen) event.preventBaseUIHandler()
          }}
          size={1}
          className={modelInputClass}
        />
      </ModelField>
      <Combobox.Portal>
        <Combobox.Positioner
          side="top"
          align="start"
          sideOffset={8}
          collisionPadding={8}
          className="z-30 outline-none"
        >
          <Combobox.Popup className="w-80 max-w-(--available-width) overflow-hidden rounded-panel bg-raised shadow-float outline-none">
            {found.length === 0 && (
              <p role="status" className="px-4 py-3 text-sm text-pretty text-muted">
                {isError ? t('listFailed') : query === '' ? t('listLoading') : t('noModel')}
              </p>
            )}
            <Combobox.List
              ref={setScroller}
              className="scroll-quiet max-h-[min(22rem,calc(var(--available-height)-4rem))] overflow-y-auto overscroll-contain outline-none"
            >
              <Lines isOpen={isOpen} lines={lines} options={found} scroller={scroller} rows={rows} />
            </Combobox.List>
            {isStarted && (
              <p id={noteId} className="border-t border-line px-4 py-2.5 text-xs text-pretty text-muted">
                {t('otherModel')}
              </p>
            )}
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  )
}

type LinesProps = {
  isOpen: boolean
  lines: ModelRow[]
  options: ModelOption[]
  scroller: HTMLElement | null
  rows: RefObject<Rows | null>
}

function Lines({ isOpen, lines, options, scroller, rows }: LinesProps) {
  // Its functions read what changes; nothing here passes them on.
  // oxlint-disable-next-line react/incompatible-library
  const virtualizer = useVirtualizer<HTMLElement, Element>({
    enabled: isOpen,
    count: lines.length,
    getScrollElement: () => scroller,
    estimateSize: (index) => (lines[index]?.kind === 'heading' ? headingPx : optionPx),
    getItemKey: (index) => keyOf(lines[index], options),
    overscan: spareRows,
    paddingStart: 6,
    paddingEnd: 6,
    scrollPaddingStart: 6,
    scrollPaddingEnd: 6,
  })
  useImperativeHandle(rows, () => virtualizer)
  const totalPx = virtualizer.getTotalSize()
  const isMixed = options[0]?.target.family !== options.at(-1)?.target.family
  if (lines.length === 0) return null
  return (
    <div role="presentation" className="relative w-full" style={{ height: totalPx }}>
      {virtualizer.getVirtualItems().map(({ key, index, start }) => {
        const row = lines[index]
        return row && <ModelRowView key={key} row={row} options={options} isMixed={isMixed} top={start} />
      })}
    </div>
  )
}

function keyOf(row: ModelRow | undefined, options: ModelOption[]): string {
  if (!row) return ''
  return row.kind === 'heading' ? row.family : (options[row.index]?.key ?? '')
}
