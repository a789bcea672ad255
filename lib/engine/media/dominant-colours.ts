import type { DecodedPng } from './png'
import type { Rgb } from './scene'

const mostSamples = 60_000
const leastDistance = 52

export type ColourShare = { colour: Rgb; /** 0 to 1. */ share: number }

/** The colours that a picture is made of, the commonest first; transparent places do not count. */
export function findDominantColours({ width, height, rgba }: DecodedPng, count: number): ColourShare[] {
  const bins = new Map<number, { red: number; green: number; blue: number; times: number }>()
  const step = Math.max(1, Math.floor((width * height) / mostSamples))
  let seen = 0
  for (let pixel = 0; pixel < width * height; pixel += step) {
    const [red = 0, green = 0, blue = 0, alpha = 0] = rgba.subarray(pixel * 4, pixel * 4 + 4)
    if (alpha < 128) continue
    seen += 1
    const key = ((red >> 4) << 8) | ((green >> 4) << 4) | (blue >> 4)
    const bin = bins.get(key) ?? { red: 0, green: 0, blue: 0, times: 0 }
    bin.red += red
    bin.green += green
    bin.blue += blue
    bin.times += 1
    bins.set(key, bin)
  }
  const groups: { colour: Rgb; times: number }[] = []
  for (const { red, green, blue, times } of [...bins.values()].sort((a, b) => b.times - a.times)) {
    const colour: Rgb = [red / times, green / times, blue / times]
    const near = groups.find((group) => distance(group.colour, colour) < leastDistance)
    if (near) near.times += times
    else if (groups.length < count * 3) groups.push({ colour, times })
  }
  return groups
    .sort((left, right) => right.times - left.times)
    .slice(0, count)
    .map(({ colour, times }) => ({ colour, share: times / Math.max(1, seen) }))
}

function distance(left: Rgb, right: Rgb): number {
  return Math.hypot(left[0] - right[0], left[1] - right[1], left[2] - right[2])
}
