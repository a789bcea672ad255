'use client'

import TriangleAlert from 'lucide-react/icons/triangle-alert'
import { useFormatter, useTranslations } from 'use-intl'
import { Icon } from '@/components/ui/icon'
import { Tab, TabList, TabPanel, Tabs } from '@/components/ui/tabs'
import { toldError } from '@/lib/runs/step-errors'
import { stepState } from '@/lib/runs/step-lines'
import { hasNoTime } from '@/lib/runs/step-tree'
import type { StepBranch } from '@/lib/runs/step-tree'
import type { Tokens } from '@/lib/runs/step-tokens'
import { inputText, outputText } from '@/lib/runs/step-values'
import { durationMs, nodeKind, toolKind } from '@/lib/runs/timeline'
import type { StepKind } from '@/lib/runs/timeline'
import type { TimelineRun } from './run-details'
import { StepInput, StepOutput } from './step-io'
import { stepViews } from './timeline-view'
import type { StepView } from './timeline-view'
import { useFineDuration } from './use-duration'
import { ValueBlock } from './value-block'

const kindWords = {
  node: 'kindNode',
  loop: 'kindLoop',
  function: 'kindFunction',
  retrieval: 'kindRetrieval',
  web_search: 'kindWebSearch',
  mcp: 'kindMcp',
  mcp_list: 'kindMcpList',
  code: 'kindCode',
  drawing: 'kindDrawing',
  browser: 'kindBrowser',
  unknown: 'kindUnknown',
} as const satisfies Record<StepKind, string>

type StepDetailsProps = {
  branch: Exclude<StepBranch, { kind: 'round' | 'attempts' }>
  name: string
  run: TimelineRun
  scaleStart: number
  tokens: Tokens | null
  error: string | null
  view: StepView
  onView: (view: StepView) => void
}

/** A node or a tool in full: what it was given, what it gave, and both as we keep them. */
export function StepDetails({ branch, name, error, view, onView, ...facts }: StepDetailsProps) {
  const t = useTranslations('timeline')
  const step = branch.kind === 'node' ? branch.step : branch.tool
  const hasInput = inputText(step) !== null
  const hasOutput = outputText(step) !== null
  const nothing = <p className="text-muted">{t('empty')}</p>
  return (
    <Tabs
      value={view}
      onChange={(chosen) => {
        const next = stepViews.find((known) => known === chosen)
        if (next) onView(next)
      }}
    >
      <TabList label={t('views', { name })}>
        <Tab value="overview">{t('overview')}</Tab>
        <Tab value="input">{t('input')}</Tab>
        <Tab value="output">{t('output')}</Tab>
        <Tab value="raw">{t('raw')}</Tab>
      </TabList>
      <TabPanel value="overview">
        <Facts branch={branch} {...facts} />
        {error !== null && toldError(step) === null && (
          <p className="mt-3 flex items-start gap-2">
            <Icon icon={TriangleAlert} className="mt-0.5 text-warning" />
            <span className="min-w-0 break-words">{t('errorMentioned', { error: error.slice(0, 300) })}</span>
          </p>
        )}
        {hasInput && <StepInput step={step} />}
        {hasOutput && <StepOutput step={step} />}
        {!hasInput && !hasOutput && <p className="mt-3 text-muted">{t('noDetails')}</p>}
      </TabPanel>
      <TabPanel value="input">{hasInput ? <StepInput step={step} /> : nothing}</TabPanel>
      <TabPanel value="output">{hasOutput ? <StepOutput step={step} /> : nothing}</TabPanel>
      <TabPanel value="raw">
        <ValueBlock label={t('raw')} text={JSON.stringify(step, null, 2)} fileName={`${name}-raw`} />
      </TabPanel>
    </Tabs>
  )
}

type FactsProps = Pick<StepDetailsProps, 'branch' | 'run' | 'scaleStart' | 'tokens'>

function Facts({ branch, run, scaleStart, tokens }: FactsProps) {
  const t = useTranslations('timeline')
  const format = useFormatter()
  const fine = useFineDuration()
  const kind = branch.kind === 'node' ? nodeKind(branch.step) : toolKind(branch.tool)
  const state = stepState(branch, run)
  const loop = branch.kind === 'node' ? branch.step.loop : null
  const facts = [
    t(kindWords[kind]),
    t(state),
    t('startedAfter', { duration: fine(branch.startedAt - scaleStart) }),
    state === 'done' &&
      !hasNoTime(branch) &&
      t('took', { duration: fine(durationMs(branch, branch.startedAt)) }),
    tokens &&
      t('tokensSplit', {
        total: format.number(tokens.totalTokens),
        input: format.number(tokens.inputTokens),
        output: format.number(tokens.outputTokens),
      }),
    loop?.finishReason && t('endedBy', { reason: loop.finishReason }),
  ].filter(Boolean)
  return <p className="text-xs text-pretty text-muted tabular-nums">{facts.join(' · ')}</p>
}
