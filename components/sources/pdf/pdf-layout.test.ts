import { describe, expect, it } from 'vitest'
import { fitScale, layOut, pageGap, stepScale, visiblePages } from './pdf-layout'

const portrait = { width: 100, height: 200, ownTurn: 0 } as const
const landscape = { width: 300, height: 100, ownTurn: 0 } as const

describe('pages below each other', () => {
  it('stand in the middle, each in its own size', () => {
    const { pages, width, height } = layOut([portrait, landscape, portrait], 1, 0, 100)
    expect(width).toBe(300 + 2 * pageGap)
    expect(pages[0]).toMatchObject({ top: pageGap, left: 100 + pageGap })
    expect(pages[1]).toMatchObject({ top: 200 + 2 * pageGap, left: pageGap, width: 300, height: 100 })
    expect(height).toBe(500 + 4 * pageGap)
  })

  it('turn and scale', () => {
    expect(layOut([portrait], 2, 90, 0).pages[0]).toMatchObject({ width: 400, height: 200 })
  })

  it('are found by height, also when there are a thousand', () => {
    const layout = layOut(
      Array.from({ length: 1_000 }, () => portrait),
      1,
      0,
      100,
    )
    const step = 200 + pageGap
    expect(visiblePages(layout, 0, 300)).toEqual([0, 1])
    expect(visiblePages(layout, 500 * step + pageGap + 10, 500 * step + 50)).toEqual([500, 500])
    expect(visiblePages(layout, layout.height + 50, layout.height + 90)).toEqual([999, 999])
  })
})

it('fit width leaves a gap on both sides', () => {
  expect(fitScale(portrait, 0, 200 + 2 * pageGap)).toBe(2)
  expect(fitScale(portrait, 90, 200 + 2 * pageGap)).toBe(1)
})

it('zoom goes by steps both ways and ends somewhere', () => {
  const one = 96 / 72
  expect(stepScale(one, 1)).toBeCloseTo(1.1 * one)
  expect(stepScale(one, -1)).toBeCloseTo(0.9 * one)
  expect(stepScale(100, 1)).toBeLessThanOrEqual(6)
})
