'use client'

import { Tabs } from '@base-ui/react/tabs'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import FileIcon from 'lucide-react/icons/file'
import FileText from 'lucide-react/icons/file-text'
import Globe from 'lucide-react/icons/globe'
import ImageIcon from 'lucide-react/icons/image'
import Sheet from 'lucide-react/icons/sheet'
import X from 'lucide-react/icons/x'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { Icon } from '@/components/ui/icon'
import type { LucideIcon } from '@/components/ui/icon'
import { IconButton } from '@/components/ui/icon-button'
import { Skeleton } from '@/components/ui/skeleton'
import type { WebReference } from '@/lib/runs/events'
import type { Run } from '@/lib/runs/run'
import type { SourceDocument } from '@/lib/sources/schema'
import { DocumentView } from './document-view'
import { refetchSources, sourcesOptions } from './query-options'
import type { SourceTarget } from './source-address'
import { useSourcesActions } from './sources-context'
import { WebCards } from './web-cards'
import { hasRetrieval, webReferences } from './web-references'

type SourcesContentProps = {
  target: SourceTarget
  run: Run | null
  isAdmin: () => Promise<boolean>
}

const kindIcons: Record<SourceDocument['kind'], LucideIcon> = {
  pdf: FileText,
  sheet: Sheet,
  text: FileText,
  image: ImageIcon,
  other: FileIcon,
}

/** Heading, the documents and pages to choose from, and the chosen one. */
export function SourcesContent({ target, run, isAdmin }: SourcesContentProps) {
  const t = useTranslations('sources')
  const { close } = useSourcesActions()
  // A run that is not on this page may have documents all the same.
  const asks = run === null || hasRetrieval(run)
  const query = useQuery({ ...sourcesOptions(target.runId), enabled: asks })
  const documents = query.data?.documents ?? []
  const pages = run ? webReferences(run) : []
  return (
    <>
      <header className="flex h-12 shrink-0 items-center gap-2 pr-2 pl-4">
        <h2 className="grow text-ui font-medium">{t('sources')}</h2>
        <IconButton icon={X} label={t('close')} onClick={close} />
      </header>
      {asks && query.isPending ? (
        <Waiting />
      ) : (
        <>
          {query.isError && (
            <ErrorState text={t('loadFailed')} className="px-4">
              <Button size="small" variant="outline" onClick={() => void query.refetch()}>
                {t('retry')}
              </Button>
            </ErrorState>
          )}
          {query.data && query.data.missingNodes > 0 && (
            <MissingNodes runId={target.runId} count={query.data.missingNodes} />
          )}
          {documents.length === 0 && pages.length === 0 ? (
            !query.isError && <p className="px-4 py-3 text-sm text-muted">{t('nothingFound')}</p>
          ) : (
            <Items target={target} documents={documents} pages={pages} isAdmin={isAdmin} />
          )}
        </>
      )}
    </>
  )
}

type ItemsProps = {
  target: SourceTarget
  documents: SourceDocument[]
  pages: WebReference[]
  isAdmin: () => Promise<boolean>
}

const webKey = 'web'
const documentKey = (id: string) => `document ${id}`

function Items({ target, documents, pages, isAdmin }: ItemsProps) {
  const t = useTranslations('sources')
  const { change } = useSourcesActions()
  const { runId, item } = target
  const wanted = item?.kind === 'document' ? documents.find(({ id }) => id === item.id) : undefined
  const shown = item?.kind === 'web' && pages.length > 0 ? null : (wanted ?? documents[0] ?? null)
  const stop = wanted && item?.kind === 'document' ? item.stop : 0
  return (
    <Tabs.Root
      value={shown ? documentKey(shown.id) : webKey}
      onValueChange={(value) => {
        const next = documents.find(({ id }) => documentKey(id) === value)
        change({
          runId,
          item: next ? { kind: 'document', id: next.id, stop: 0 } : { kind: 'web', refer: null },
        })
      }}
      className="flex min-h-0 grow flex-col"
    >
      <Tabs.List
        aria-label={t('documents')}
        className="scroll-quiet relative flex shrink-0 gap-1 overflow-x-auto border-b border-line px-2"
      >
        {documents.map(({ id, name, kind }) => (
          <Tabs.Tab key={id} value={documentKey(id)} className={tabClass}>
            <Icon icon={kindIcons[kind]} />
            <span className="truncate">{name || t('unnamed')}</span>
          </Tabs.Tab>
        ))}
        {pages.length > 0 && (
          <Tabs.Tab value={webKey} className={tabClass}>
            <Icon icon={Globe} />
            {t('webPages', { count: pages.length })}
          </Tabs.Tab>
        )}
        <Tabs.Indicator className="absolute bottom-0 left-0 h-0.5 w-(--active-tab-width) translate-x-(--active-tab-left) bg-accent transition-[translate,width]" />
      </Tabs.List>
      {shown ? (
        <Tabs.Panel value={documentKey(shown.id)} className="flex min-h-0 grow flex-col outline-none">
          <DocumentView
            key={shown.id}
            runId={runId}
            source={shown}
            at={stop}
            isAdmin={isAdmin}
            onStop={(next) => change({ runId, item: { kind: 'document', id: shown.id, stop: next } })}
          />
        </Tabs.Panel>
      ) : (
        <Tabs.Panel
          value={webKey}
          className="scroll-quiet focus-ring-inset min-h-0 grow overflow-y-auto px-4 py-3"
        >
          <WebCards references={pages} active={item?.kind === 'web' ? item.refer : null} />
        </Tabs.Panel>
      )}
    </Tabs.Root>
  )
}

const tabClass =
  'focus-ring-inset flex h-10 max-w-60 shrink-0 items-center gap-2 rounded-small px-2 text-sm text-muted transition-colors hover:text-ink data-active:text-ink'

function MissingNodes({ runId, count }: { runId: string; count: number }) {
  const t = useTranslations('sources')
  const queryClient = useQueryClient()
  const [state, setState] = useState<'idle' | 'asking' | 'failed'>('idle')
  const askAgain = () => {
    setState('asking')
    refetchSources(queryClient, runId).then(
      () => setState('idle'),
      () => setState('failed'),
    )
  }
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 pb-2 text-sm text-muted">
      <span className="min-w-0" role="status">
        {state === 'failed' ? t('loadFailed') : t('missingNodes', { count })}
      </span>
      <Button size="small" variant="outline" isBusy={state === 'asking'} onClick={askAgain}>
        {t('askAgain')}
      </Button>
    </div>
  )
}

function Waiting() {
  const t = useTranslations('sources')
  return (
    <div role="status" aria-label={t('opening')} className="grid gap-4 px-4 py-3">
      <Skeleton className="h-6 w-2/3" />
      <Skeleton className="aspect-[1/1.2] w-full" />
    </div>
  )
}
