/** Times of the moon's phases after Jean Meeus, Astronomical Algorithms, chapter 49; good to about a minute. */

export type MoonPhase = { kind: 'new' | 'first' | 'full' | 'last'; at: Date }

const kinds = ['new', 'first', 'full', 'last'] as const

/** All phases of one year, by UTC. */
export function listMoonPhases(year: number): MoonPhase[] {
  const start = Math.floor((year - 2000) * 12.3685) - 1
  const phases: MoonPhase[] = []
  for (let k = start; k < start + 16; k += 0.25) {
    const quarter = Math.round((((k % 1) + 1) % 1) * 4) % 4
    phases.push({ kind: kinds[quarter] ?? 'new', at: findTime(k, quarter) })
  }
  return phases.filter((phase) => phase.at.getUTCFullYear() === year)
}

/** @param k lunations since the new moon of 6 January 2000, in quarters */
function findTime(k: number, quarter: number): Date {
  const T = k / 1236.85
  const E = 1 - 0.002516 * T - 0.0000074 * T * T
  const M = rad(2.5534 + 29.1053567 * k - 0.0000014 * T * T)
  const m = rad(201.5643 + 385.81693528 * k + 0.0107582 * T * T + 0.00001238 * T ** 3)
  const F = rad(160.7108 + 390.67050284 * k - 0.0016118 * T * T - 0.00000227 * T ** 3)
  const node = rad(124.7746 - 1.56375588 * k + 0.0020672 * T * T)
  let day =
    2451550.09766 + 29.530588861 * k + 0.00015437 * T * T - 0.00000015 * T ** 3 + 0.00000000073 * T ** 4
  const { sin, cos } = Math
  if (quarter === 0 || quarter === 2) {
    const full = quarter === 2
    day +=
      (full ? -0.40614 : -0.4072) * sin(m) +
      (full ? 0.17302 : 0.17241) * E * sin(M) +
      (full ? 0.01614 : 0.01608) * sin(2 * m) +
      (full ? 0.01043 : 0.01039) * sin(2 * F) +
      (full ? 0.00734 : 0.00739) * E * sin(m - M) +
      (full ? -0.00515 : -0.00514) * E * sin(m + M) +
      (full ? 0.00209 : 0.00208) * E * E * sin(2 * M) -
      0.00111 * sin(m - 2 * F) -
      0.00057 * sin(m + 2 * F) +
      0.00056 * E * sin(2 * m + M) -
      0.00042 * sin(3 * m) +
      0.00042 * E * sin(M + 2 * F) +
      0.00038 * E * sin(M - 2 * F) -
      0.00024 * E * sin(2 * m - M) -
      0.00017 * sin(node)
  } else {
    day +=
      -0.62801 * sin(m) +
      0.17172 * E * sin(M) -
      0.01183 * E * sin(m + M) +
      0.00862 * sin(2 * m) +
      0.00804 * sin(2 * F) +
      0.00454 * E * sin(m - M) +
      0.00204 * E * E * sin(2 * M) -
      0.0018 * sin(m - 2 * F) -
      0.0007 * sin(m + 2 * F) -
      0.0004 * sin(3 * m) -
      0.00034 * E * sin(2 * m - M) +
      0.00032 * E * sin(M + 2 * F) +
      0.00032 * E * sin(M - 2 * F) -
      0.00028 * E * E * sin(m + 2 * M) +
      0.00027 * E * sin(2 * m + M) -
      0.00017 * sin(node)
    const W =
      0.00306 - 0.00038 * E * cos(M) + 0.00026 * cos(m) - 0.00002 * cos(m - M) + 0.00002 * cos(m + M) + 0.00002 * cos(2 * F)
    day += quarter === 1 ? W : -W
  }
  const planets: [number, number, number][] = [
    [299.77, 0.107408, 325],
    [251.88, 0.016321, 165],
    [251.83, 26.651886, 164],
    [349.42, 36.412478, 126],
    [84.66, 18.206239, 110],
    [141.74, 53.303771, 62],
    [207.14, 2.453732, 60],
    [154.84, 7.30686, 56],
    [34.52, 27.261239, 47],
    [207.19, 0.121824, 42],
    [291.34, 1.844379, 40],
    [161.72, 24.198154, 37],
    [239.56, 25.513099, 35],
    [331.55, 3.592518, 23],
  ]
  for (const [offset, rate, amount] of planets) day += amount * 1e-6 * sin(rad(offset + rate * k))
  const secondsOfDynamicalTime = 69.2
  return new Date(Math.round(((day - 2440587.5) * 86_400 - secondsOfDynamicalTime) / 60) * 60_000)
}

function rad(degrees: number): number {
  return (degrees * Math.PI) / 180
}
