'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import Pencil from 'lucide-react/icons/pencil'
import Plus from 'lucide-react/icons/plus'
import Trash from 'lucide-react/icons/trash-2'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { Icon } from '@/components/ui/icon'
import { IconButton } from '@/components/ui/icon-button'
import { Skeleton } from '@/components/ui/skeleton'
import { useToast } from '@/components/ui/toast'
import { maxMcpServers } from '@/lib/mcp/schema'
import type { McpServer } from '@/lib/mcp/schema'
import { CheckRow } from './check-row'
import { McpServerForm } from './mcp-server-form'
import { mcpServersOptions, removeMcpServer } from './query-options'

type McpServersProps = {
  /** Ids of those that the next question may use. */
  chosen: string[]
  onChange: (chosen: string[]) => void
}

/** Servers whose tools the model may call: chosen for this chat, kept for the person. */
export function McpServers({ chosen, onChange }: McpServersProps) {
  const t = useTranslations('models')
  const { data, isError, refetch } = useQuery(mcpServersOptions)
  const queryClient = useQueryClient()
  const showToast = useToast()
  /** `new`: one that is being added; null: none is being written. */
  const [edited, setEdited] = useState<McpServer | 'new' | null>(null)
  const servers = data?.servers ?? []
  const known = new Set(servers.map(({ id }) => id))
  const remove = async (id: string) => {
    try {
      await removeMcpServer(queryClient, id)
      onChange(chosen.filter((one) => one !== id))
    } catch {
      showToast({ message: t('mcp.removeFailed'), tone: 'danger' })
    }
  }
  return (
    <fieldset>
      <legend className="mb-1 text-sm font-medium">{t('mcp.servers')}</legend>
      {isError && (
        <ErrorState text={t('mcp.listFailed')}>
          <Button size="small" variant="outline" onClick={() => void refetch()}>
            {t('retry')}
          </Button>
        </ErrorState>
      )}
      {!data && !isError && <Skeleton className="h-11" />}
      {data && servers.length === 0 && edited === null && (
        <p className="text-sm text-pretty text-muted">{t('mcp.none')}</p>
      )}
      {servers.map((server) =>
        edited !== 'new' && edited?.id === server.id ? (
          <McpServerForm key={server.id} server={server} onDone={() => setEdited(null)} />
        ) : (
          <CheckRow
            key={server.id}
            label={server.label}
            text={server.isOffered ? t('mcp.offered') : server.url}
            isChecked={chosen.includes(server.id)}
            // Servers that were removed elsewhere are forgotten with the next choice.
            onChange={(isOn) =>
              onChange([
                ...chosen.filter((id) => id !== server.id && known.has(id)),
                ...(isOn ? [server.id] : []),
              ])
            }
          >
            {!server.isOffered && (
              <>
                <IconButton
                  icon={Pencil}
                  label={t('mcp.edit', { name: server.label })}
                  size="small"
                  onClick={() => setEdited(server)}
                />
                <IconButton
                  icon={Trash}
                  label={t('mcp.remove', { name: server.label })}
                  size="small"
                  onClick={() => void remove(server.id)}
                />
              </>
            )}
          </CheckRow>
        ),
      )}
      {edited === 'new' ? (
        <McpServerForm server={null} onDone={() => setEdited(null)} />
      ) : (
        data &&
        servers.length < maxMcpServers && (
          <Button size="small" variant="outline" className="mt-2" onClick={() => setEdited('new')}>
            <Icon icon={Plus} />
            {t('mcp.add')}
          </Button>
        )
      )}
    </fieldset>
  )
}
