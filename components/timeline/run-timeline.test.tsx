// @vitest-environment happy-dom
import { act, useState } from 'react'
import { createRoot } from 'react-dom/client'
import type { Root } from 'react-dom/client'
import { IntlProvider } from 'use-intl'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ToastProvider } from '@/components/ui/toast'
import en from '@/lib/i18n/messages/en.json'
import type { RunEvent } from '@/lib/runs/events'
import { reduceRun } from '@/lib/runs/reducer'
import { emptyRun } from '@/lib/runs/run'
import type { Run } from '@/lib/runs/run'
import { RunTimeline } from './run-timeline'
import { firstView } from './timeline-view'

const start = (nodeId: string, at: number, input = `${nodeId} in`): RunEvent => ({
  type: 'node-start',
  nodeId,
  name: nodeId,
  input,
  at,
})
const end = (nodeId: string, at: number, output = `${nodeId} out`): RunEvent => ({
  type: 'node-end',
  nodeId,
  name: nodeId,
  output,
  at,
})
const round = (currentRound: number, at: number): RunEvent => ({
  type: 'loop-progress',
  nodeId: 'Loop',
  nodeName: 'Loop',
  currentRound,
  totalRounds: 12,
  status: 'processing',
  finishReason: null,
  at,
})
const over: RunEvent = { type: 'run-end', outcome: 'done', at: 11_000 }
const runOf = (events: RunEvent[]) => events.reduce(reduceRun, { ...emptyRun, id: 'r', startedAt: 1_000 })

const loop = [
  start('Loop', 2_000),
  round(1, 2_000),
  start('Fetch', 2_100),
  end('Fetch', 4_000),
  round(2, 4_000),
  start('Fetch', 4_100, 'the needle in round two'),
  end('Fetch', 6_000),
  end('Loop', 6_000),
  start('Write', 6_000),
  end('Write', 11_000, '{"id":1234567890123456789}'),
]

let place: HTMLElement
let root: Root

beforeAll(async () => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
  // What the page loads late is at hand here.
  await Promise.all([
    import('./step-details'),
    import('./timeline-actions'),
    import('./tool-list'),
    import('./windowed-steps'),
  ])
})
beforeEach(() => {
  place = document.body.appendChild(document.createElement('div'))
  root = createRoot(place)
})
afterEach(async () => {
  await act(async () => root.unmount())
  place.remove()
})

async function show(run: Run): Promise<void> {
  await act(async () =>
    root.render(
      <IntlProvider locale="en" messages={en} timeZone="UTC" now={new Date(20_000)}>
        <ToastProvider>
          <Timeline run={run} />
        </ToastProvider>
      </IntlProvider>,
    ),
  )
  await settle()
}

/** What comes late is there after a few turns of the loop. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1)
    await act(async () => new Promise((resolve) => setTimeout(resolve, 5)))
}

function Timeline({ run }: { run: Run }) {
  const [view, setView] = useState(firstView)
  return (
    <RunTimeline
      run={{ ...run, hasText: false, isThinking: false }}
      skewMs={0}
      view={view}
      setView={setView}
      getReport={() => ({ run, target: { family: 'agent', id: '1' }, question: null })}
    />
  )
}

const steps = () => [...place.querySelectorAll<HTMLElement>('ol[aria-label="Run timeline"] > li')]
const names = () =>
  steps().map(
    (step) => `${step.ariaLevel ?? step.getAttribute('aria-level')} ${step.getAttribute('aria-label')}`,
  )
const step = (name: string) => steps().find((item) => item.getAttribute('aria-label')?.startsWith(name))

async function press(element: Element | null | undefined): Promise<void> {
  expect(element).toBeTruthy()
  await act(async () => element?.dispatchEvent(new MouseEvent('click', { bubbles: true })))
  await settle()
}

const button = (label: string) => place.querySelector(`button[aria-label="${label}"]`)
const toggle = (name: string) => step(name)?.querySelector('button')

async function search(words: string): Promise<void> {
  const box = place.querySelector<HTMLInputElement>('input[role="searchbox"]')
  await act(async () => {
    if (!box) return
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(box, words)
    box.dispatchEvent(new Event('input', { bubbles: true }))
  })
  await settle()
}

describe('a timeline', () => {
  test('has one line a step, its name first, rounds below their loop', async () => {
    await show(runOf([...loop, over]))
    expect(names()).toEqual([
      '1 Loop, done, 4.0 s',
      '2 Round 1 of 12, done, 1.9 s',
      '2 Round 2 of 12, done, 1.9 s',
      '1 Write, done, 5.0 s',
    ])
    await press(toggle('Round 2'))
    expect(names()).toContain('3 Fetch, done, 1.9 s')
  })

  test('ends with the metadata that came along', async () => {
    await show(runOf([...loop, { type: 'metadata', json: '{"tide":"12:40"}' }, over]))
    expect(place.querySelector('[aria-label="Metadata"]')?.textContent).toContain('12:40')
  })

  test('opens a step to what it was given and gave, every digit kept', async () => {
    await show(runOf([...loop, over]))
    await press(toggle('Write'))
    expect(step('Write')?.textContent).toContain('Write in')
    expect(step('Write')?.textContent).toContain('1234567890123456789')
    const sections = [...(step('Write')?.querySelectorAll('[role="tabpanel"] > [role="group"]') ?? [])].map(
      (section) => section.ariaLabel ?? section.getAttribute('aria-label'),
    )
    expect(sections).toEqual(['Input', 'Output'])
  })

  test('leaves open and closed what the person opened and closed, whatever the run does', async () => {
    await show(runOf(loop.slice(0, 4)))
    expect(names()).toEqual(['1 Loop, running', '2 Round 1 of 12, done, 1.9 s'])
    await press(toggle('Loop'))
    await press(toggle('Round 1'))
    await show(runOf([...loop, over]))
    expect(toggle('Loop')?.getAttribute('aria-expanded')).toBe('true')
    expect(toggle('Round 1')?.getAttribute('aria-expanded')).toBe('true')
    expect(toggle('Round 2')?.getAttribute('aria-expanded')).toBe('false')
    expect(toggle('Write')?.getAttribute('aria-expanded')).toBe('false')
  })

  test('opens and closes everything at once', async () => {
    await show(runOf([...loop, over]))
    await press(button('Expand all'))
    expect(steps()).toHaveLength(6)
    expect(
      steps().every((item) => item.querySelector('button')?.getAttribute('aria-expanded') === 'true'),
    ).toBe(true)
    await press(button('Collapse all'))
    expect(steps()).toHaveLength(4)
  })

  test('shows while searching what matches, where, and how many', async () => {
    await show(runOf([...loop, over]))
    await search('needle')
    expect(names()).toEqual(['1 Loop, done, 4.0 s', '2 Round 2 of 12, done, 1.9 s', '3 Fetch, done, 1.9 s'])
    expect(step('Fetch')?.textContent).toContain('Input: the needle in round two')
    expect(place.textContent).toContain('1 / 1')
    await search('not there')
    expect(steps()).toHaveLength(0)
    expect(place.textContent).toContain('Nothing found')
    await act(async () => {
      place
        .querySelector('input[role="searchbox"]')
        ?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
    })
    expect(steps()).toHaveLength(4)
  })

  test('says of a step without an end how the run left it', async () => {
    await show(runOf([start('Never', 2_000), { ...over, outcome: 'failed' }]))
    expect(names()).toEqual(['1 Never, failed here'])
    expect(step('Never')?.textContent).toContain('–')
  })

  test('says on a folded round that an output in it mentions an error', async () => {
    const failing = loop.map((event) =>
      event.type === 'node-end' && event.at === 4_000 ? { ...event, output: '{"status":"failed"}' } : event,
    )
    await show(runOf([...failing, over]))
    expect(names()).toContain('2 Round 1 of 12, done, an output in it mentions an error, 1.9 s')
    expect(names()).toContain('2 Round 2 of 12, done, 1.9 s')
    await press(toggle('Round 1'))
    expect(names()).toContain('3 Fetch, done, its output mentions an error, 1.9 s')
  })

  test('moves between its lines by arrow keys', async () => {
    await show(runOf([...loop, over]))
    const key = (name: string) =>
      act(async () =>
        document.activeElement?.dispatchEvent(
          new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }),
        ),
      )
    toggle('Loop')?.focus()
    await key('ArrowDown')
    expect(document.activeElement).toBe(toggle('Round 1'))
    await key('ArrowRight')
    expect(toggle('Round 1')?.getAttribute('aria-expanded')).toBe('true')
    await key('End')
    expect(document.activeElement).toBe(toggle('Write'))
    await key('Home')
    expect(document.activeElement).toBe(toggle('Loop'))
  })
})
