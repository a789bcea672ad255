'use client'

import { useId, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import type { ToolOutput } from '@/lib/runs/events'
import { ValueBlock } from './value-block'

type Tool = Extract<ToolOutput, { kind: 'mcp_list' }>['tools'][number]

/** What an MCP server can do; what each tool asks for is shown on demand. */
export function ToolList({ tools }: { tools: Tool[] }) {
  return (
    <ul className="divide-y divide-line border-y border-line">
      {tools.map((tool, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- tools may repeat and never move
        <li key={index} className="py-2">
          <ToolItem tool={tool} />
        </li>
      ))}
    </ul>
  )
}

function ToolItem({ tool: { name, description, inputSchema } }: { tool: Tool }) {
  const t = useTranslations('timeline')
  const id = useId()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <div className="flex items-start gap-3">
        <div className="min-w-0 grow">
          <p className="font-mono text-xs leading-5 break-words">{name}</p>
          {description && (
            <p dir="auto" className="text-pretty break-words text-muted">
              {description}
            </p>
          )}
        </div>
        {inputSchema !== null && (
          <Button
            size="small"
            className="-my-1 text-muted"
            aria-expanded={isOpen}
            aria-controls={isOpen ? id : undefined}
            aria-label={t('schemaOf', { name })}
            onClick={() => setIsOpen(!isOpen)}
          >
            {t('schema')}
          </Button>
        )}
      </div>
      {isOpen && inputSchema !== null && (
        <div id={id} className="mt-2 animate-fade">
          <ValueBlock label={t('schemaOf', { name })} text={inputSchema} fileName={`${name}-schema`} />
        </div>
      )}
    </>
  )
}
