'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/text-field'
import { mcpTransports } from '@/lib/mcp/schema'
import type { McpServer } from '@/lib/mcp/schema'
import { ChoiceField } from './choice-field'
import { readDraft, toDraft } from './mcp-draft'
import type { McpDraft, McpField } from './mcp-draft'
import { McpHeaders } from './mcp-headers'
import { saveMcpServer } from './query-options'

type McpServerFormProps = {
  /** Null: a new one. */
  server: McpServer | null
  onDone: () => void
}

/** Stands in the server's place in the list. */
export function McpServerForm({ server, onDone }: McpServerFormProps) {
  const t = useTranslations('models')
  const queryClient = useQueryClient()
  const [draft, setDraft] = useState(() => toDraft(server))
  const [problems, setProblems] = useState<ReadonlySet<McpField>>(new Set())
  const [state, setState] = useState<'writing' | 'saving' | 'failed'>('writing')
  const change = (next: Partial<McpDraft>) => {
    setDraft({ ...draft, ...next })
    setProblems(new Set([...problems].filter((field) => !(field in next))))
  }
  const problem = (field: McpField) => (problems.has(field) ? t(`mcp.problems.${field}`) : null)
  const save = async () => {
    const read = readDraft(draft)
    if ('problems' in read) return setProblems(read.problems)
    setState('saving')
    try {
      await saveMcpServer(queryClient, server?.id ?? null, read.server)
      onDone()
    } catch {
      setState('failed')
    }
  }
  return (
    <form
      aria-label={server ? t('mcp.edit', { name: server.label }) : t('mcp.add')}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        // The panel belongs to the composer: nothing is to be sent.
        event.stopPropagation()
        void save()
      }}
      className="my-2 grid gap-4 rounded-control border border-line p-4"
    >
      <TextField
        label={t('mcp.label')}
        hint={t('mcp.labelHint')}
        error={problem('label')}
        value={draft.label}
        autoComplete="off"
        spellCheck={false}
        ref={focusOnce}
        onChange={(event) => change({ label: event.currentTarget.value })}
      />
      <TextField
        label={t('mcp.url')}
        error={problem('url')}
        placeholder="https://"
        inputMode="url"
        value={draft.url}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => change({ url: event.currentTarget.value })}
      />
      <ChoiceField
        label={t('mcp.transport')}
        value={draft.transport}
        options={mcpTransports.map((value) => ({ value, label: t(`mcp.transports.${value}`) }))}
        onChange={(transport) => change({ transport })}
      />
      <TextField
        label={t('mcp.allowedTools')}
        hint={t('mcp.allowedToolsHint')}
        error={problem('allowedTools')}
        value={draft.allowedTools}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => change({ allowedTools: event.currentTarget.value })}
      />
      <McpHeaders
        headers={draft.headers}
        problem={problem('headers')}
        onChange={(headers) => change({ headers })}
      />
      {state === 'failed' && (
        <p role="alert" className="text-sm text-danger">
          {t('mcp.saveFailed')}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button size="small" onClick={onDone}>
          {t('cancel')}
        </Button>
        <Button size="small" variant="primary" isBusy={state === 'saving'} type="submit">
          {t('save')}
        </Button>
      </div>
    </form>
  )
}

/** When it appears. */
function focusOnce(field: HTMLInputElement | null): void {
  field?.focus()
  field?.form?.scrollIntoView({ block: 'nearest' })
}
