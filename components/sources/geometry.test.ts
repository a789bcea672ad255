import { describe, expect, it } from 'vitest'
import type { PageBox } from '@/lib/sources/schema'
import { placeBox, toTurn, turnRect } from './geometry'

const a4 = { width: 595, height: 842, ownTurn: 0 } as const
const box: PageBox = { page: 1, x0: 59.5, x1: 119, top: 84.2, bottom: 168.4, pageWidth: 595, pageHeight: 842 }

describe('a box on its page', () => {
  it('scales with the drawn width', () => {
    expect(round(placeBox(box, a4, 2, 0))).toEqual({ left: 119, top: 168.4, width: 119, height: 168.4 })
  })

  it('uses its own page width, in whatever unit', () => {
    const inPixels = {
      ...box,
      x0: 119,
      x1: 238,
      top: 168.4,
      bottom: 336.8,
      pageWidth: 1190,
      pageHeight: 1684,
    }
    expect(round(placeBox(inPixels, a4, 1, 0))).toEqual(round(placeBox(box, a4, 1, 0)))
  })

  it('is not stretched by a rounded height', () => {
    const rounded = { ...box, pageHeight: 841.9 }
    expect(placeBox(rounded, a4, 1, 0)).toEqual(placeBox(box, a4, 1, 0))
  })

  it('scales heights by heights when the shapes differ', () => {
    const tall = { ...box, pageHeight: 1684 }
    expect(round(placeBox(tall, a4, 1, 0))).toMatchObject({ left: 59.5, top: 42.1, height: 42.1 })
  })

  it('turns with a page that was measured before its file turned it', () => {
    const turned = { width: 842, height: 595, ownTurn: 90 } as const
    expect(round(placeBox(box, turned, 1, 0))).toEqual({
      left: 842 - 168.4,
      top: 59.5,
      width: 84.2,
      height: 59.5,
    })
  })

  it('stays on a turned page that was measured as it is seen', () => {
    const turned = { width: 842, height: 595, ownTurn: 90 } as const
    const seen = { ...box, pageWidth: 842, pageHeight: 595 }
    expect(round(placeBox(seen, turned, 1, 0))).toMatchObject({ left: 59.5, top: 84.2 })
  })
})

describe('turning', () => {
  const sheet = { width: 100, height: 200 }
  const rect = { left: 10, top: 20, width: 30, height: 40 }
  it.each([
    [90, { left: 140, top: 10, width: 40, height: 30 }],
    [180, { left: 60, top: 140, width: 30, height: 40 }],
    [270, { left: 20, top: 60, width: 40, height: 30 }],
  ] as const)('by %i', (turn, expected) => expect(turnRect(rect, sheet, turn)).toEqual(expected))

  it('four times is none', () => {
    const flat = { width: 200, height: 100 }
    const half = turnRect(turnRect(rect, sheet, 90), flat, 90)
    expect(turnRect(turnRect(half, sheet, 90), flat, 90)).toEqual(rect)
  })

  it.each([
    [0, 0],
    [-90, 270],
    [450, 90],
    [180, 180],
  ])('%i degrees are %i', (degrees, turn) => expect(toTurn(degrees)).toBe(turn))
})

function round(rect: Record<string, number>) {
  return Object.fromEntries(Object.entries(rect).map(([key, value]) => [key, Math.round(value * 1e6) / 1e6]))
}
