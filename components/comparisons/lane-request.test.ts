import { expect, test } from 'vitest'
import { missingTarget } from '@/lib/targets/missing-target'
import { defaultSettings } from '@/lib/targets/settings'
import { startRunSchema } from '@/lib/runs/start-run-schema'
import { laneKey, laneRequest } from './lane-request'

const lane = (id: string) => {
  const target = { family: 'model', id } as const
  return { target, settings: defaultSettings, card: missingTarget(target), transcript: null, isPicked: false }
}
const comparison = {
  id: '7b0f4c9e-3c1d-4f0a-9a51-0c5e2f6d8b1f',
  question: 'Which lake is the deepest?',
  lanes: [lane('one'), lane('two'), lane('three')],
}

test('a lane is always asked under the same key, and no two under one', () => {
  const keys = comparison.lanes.map((_, index) => laneRequest(comparison, index).request.sendKey)
  expect(new Set(keys).size).toBe(3)
  expect(comparison.lanes.map((_, index) => laneRequest(comparison, index).request.sendKey)).toEqual(keys)
  expect(new Set(comparison.lanes.map((_, index) => laneKey(comparison.id, index))).size).toBe(3)
})

test('what a lane sends is what the server takes', () => {
  const { request, isAside } = laneRequest(comparison, 2)
  expect(startRunSchema.safeParse(request).data).toMatchObject({
    target: { family: 'model', id: 'three' },
    conversationId: null,
    action: { kind: 'send', question: 'Which lake is the deepest?' },
    comparison: { id: comparison.id, lane: 2 },
  })
  expect(isAside).toBe(true)
})
