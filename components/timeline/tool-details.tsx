'use client'

import { useTranslations } from 'use-intl'
import type { ToolInput, ToolOutput } from '@/lib/runs/events'
import type { ToolStep } from '@/lib/runs/run'
import { ValueBlock, ValuePart } from './value-block'
import { WebResults } from './web-results'

export function ToolDetails({ tool }: { tool: ToolStep }) {
  const t = useTranslations('timeline')
  if (!tool.input && !tool.output) return <p className="text-muted">{t('noDetails')}</p>
  return (
    <>
      {tool.input && (
        <ValuePart label={t('input')}>
          <Input input={tool.input} name={tool.name} />
        </ValuePart>
      )}
      {tool.output && (
        <ValuePart label={t('output')}>
          <Output output={tool.output} name={tool.name} />
        </ValuePart>
      )}
    </>
  )
}

function Input({ input, name }: { input: ToolInput; name: string }) {
  const t = useTranslations('timeline')
  const fileName = `${name}-input`
  switch (input.kind) {
    case 'function':
      return <ValueBlock text={input.parameters || t('nothing')} fileName={fileName} />
    case 'retrieval':
      return <p className="break-words">{input.query || t('nothing')}</p>
    case 'web_search':
      return (
        <ul aria-label={t('queries')}>
          {input.queries.map((query, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- queries may repeat and never move
            <li key={index} className="break-words">
              {query}
            </li>
          ))}
        </ul>
      )
    case 'unknown':
      return <ValueBlock text={input.json} fileName={fileName} />
    default:
      return input satisfies never
  }
}

function Output({ output, name }: { output: ToolOutput; name: string }) {
  const t = useTranslations('timeline')
  const fileName = `${name}-output`
  switch (output.kind) {
    case 'function':
      return <ValueBlock text={output.output || t('nothing')} fileName={fileName} />
    case 'retrieval':
      return (
        <>
          <p className="pb-1 text-muted">{t('slices', { count: output.slices.length })}</p>
          <ol className="grid gap-2">
            {output.slices.map((slice, index) => (
              // oxlint-disable-next-line react/no-array-index-key -- passages may repeat and never move
              <li key={index}>
                <ValueBlock text={slice} fileName={`${fileName}-${index + 1}`} />
              </li>
            ))}
          </ol>
        </>
      )
    case 'web_search':
      return <WebResults references={output.references} />
    case 'unknown':
      return <ValueBlock text={output.json} fileName={fileName} />
    default:
      return output satisfies never
  }
}
