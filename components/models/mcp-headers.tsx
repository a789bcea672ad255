'use client'

import Plus from 'lucide-react/icons/plus'
import X from 'lucide-react/icons/x'
import { useTranslations } from 'use-intl'
import { createSendKey } from '@/components/chat/send-key'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { IconButton } from '@/components/ui/icon-button'
import { inputClass } from '@/components/ui/text-field'
import { cn } from '@/lib/cn'
import type { HeaderDraft } from './mcp-draft'

type McpHeadersProps = {
  headers: HeaderDraft[]
  problem: string | null
  onChange: (headers: HeaderDraft[]) => void
}

/** Headers that go along with each request; their values can be written and never read. */
export function McpHeaders({ headers, problem, onChange }: McpHeadersProps) {
  const t = useTranslations('models')
  const change = (key: string, next: Partial<HeaderDraft>) =>
    onChange(headers.map((header) => (header.key === key ? { ...header, ...next } : header)))
  return (
    <fieldset>
      <legend className="text-sm font-medium">{t('mcp.headers')}</legend>
      <p className={cn('mt-0.5 text-sm text-pretty', problem ? 'text-danger' : 'text-muted')}>
        {problem ?? t('mcp.headersHint')}
      </p>
      {headers.map(({ key, name, value, isKept }) => (
        <div
          key={key}
          className="mt-2 grid grid-cols-[minmax(0,1fr)_auto] items-center gap-1.5 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto]"
        >
          <input
            aria-label={t('mcp.headerName')}
            placeholder={t('mcp.headerName')}
            value={name}
            readOnly={isKept}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => change(key, { name: event.currentTarget.value })}
            className={cn(inputClass, 'read-only:text-muted')}
          />
          <input
            type="password"
            aria-label={t('mcp.headerValue', { name })}
            placeholder={isKept ? t('mcp.headerKept') : t('mcp.headerEmpty')}
            value={value}
            autoComplete="new-password"
            onChange={(event) => change(key, { value: event.currentTarget.value })}
            className={cn(inputClass, 'max-sm:order-last max-sm:col-span-2')}
          />
          <IconButton
            icon={X}
            label={t('mcp.removeHeader', { name })}
            size="small"
            onClick={() => onChange(headers.filter((header) => header.key !== key))}
          />
        </div>
      ))}
      <Button
        size="small"
        className="mt-2 -ml-3"
        onClick={() => onChange([...headers, { key: createSendKey(), name: '', value: '', isKept: false }])}
      >
        <Icon icon={Plus} />
        {t('mcp.addHeader')}
      </Button>
    </fieldset>
  )
}
