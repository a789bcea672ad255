/** Where the moon is in its month, from its mean motion and the largest terms of its path (Meeus, chapters 47 and 48). */

const dayMs = 86_400_000
const epoch = Date.UTC(2000, 0, 1, 12)

/** 0 new, 0.25 first quarter, 0.5 full, 0.75 last quarter; true to about half a degree. @param at epoch ms */
export function phaseAt(at: number): number {
  const days = (at - epoch) / dayMs
  const degrees = Math.PI / 180
  const elongation = (297.8502 + 12.190_749_12 * days) * degrees
  const sun = (357.5291 + 0.985_600_28 * days) * degrees
  const moon = (134.9634 + 13.064_992_95 * days) * degrees
  const node = (93.2721 + 13.229_350_24 * days) * degrees
  const moonLongitude =
    6.289 * Math.sin(moon) +
    1.274 * Math.sin(2 * elongation - moon) +
    0.658 * Math.sin(2 * elongation) +
    0.214 * Math.sin(2 * moon) -
    0.186 * Math.sin(sun) -
    0.114 * Math.sin(2 * node)
  const sunCentre = 1.915 * Math.sin(sun) + 0.02 * Math.sin(2 * sun)
  const angle = elongation / degrees + moonLongitude - sunCentre
  return (((angle / 360) % 1) + 1) % 1
}

export type PhaseName =
  | 'new'
  | 'waxing crescent'
  | 'first quarter'
  | 'waxing gibbous'
  | 'full'
  | 'waning gibbous'
  | 'last quarter'
  | 'waning crescent'

const names: PhaseName[] = [
  'new',
  'waxing crescent',
  'first quarter',
  'waxing gibbous',
  'full',
  'waning gibbous',
  'last quarter',
  'waning crescent',
]

export const phaseNamesZh: Record<PhaseName, string> = {
  new: '新月',
  'waxing crescent': '蛾眉月',
  'first quarter': '上弦月',
  'waxing gibbous': '盈凸月',
  full: '满月',
  'waning gibbous': '亏凸月',
  'last quarter': '下弦月',
  'waning crescent': '残月',
}

/** The four great phases last about a day and a half each. */
export function namePhase(phase: number): PhaseName {
  const quarter = Math.round(phase * 4) % 4
  const away = Math.abs(phase * 4 - Math.round(phase * 4)) / 4
  if (away < 0.026) return names[quarter * 2] ?? 'new'
  return names[Math.floor(phase * 4) * 2 + 1] ?? 'new'
}
