import { eachDot, glyphHeight, toWritable, widthOf } from './pixel-font'
import { encodePng } from './png'
import { mix } from './scene'
import type { Rgb } from './scene'

export type Bar = { label: string; value: number }

const width = 720
const margin = 24
const barHeight = 22
const gap = 12
const letterScale = 2
const longestLabel = 24
const longestBars = 20

const paper: Rgb = [250, 249, 246]
const ink: Rgb = [44, 50, 64]
const axis: Rgb = [150, 156, 168]
const positive: Rgb = [52, 98, 160]
const positiveEnd: Rgb = [104, 156, 196]
const negative: Rgb = [188, 96, 74]

/**
 * Bars that lie below each other, each with its label before and its value after it. A label that has no Latin letters
 * is replaced by its number.
 */
export function drawBarChart(title: string, all: Bar[]): Promise<Buffer> {
  const bars = all.slice(0, longestBars)
  const labels = bars.map(({ label }, index) => shorten(toWritable(label)) || `#${index + 1}`)
  const values = bars.map(({ value }) => toShort(value))
  const heading = toWritable(title)
  const top = margin + (heading === '' ? 0 : glyphHeight * letterScale + gap * 1.5)
  const height = Math.round(top + bars.length * (barHeight + gap) - gap + margin)
  const rgb = new Uint8Array(width * height * 3)
  const fill = (left: number, from: number, right: number, to: number, colour: Rgb) => {
    for (let y = Math.max(0, from); y < Math.min(height, to); y += 1)
      for (let x = Math.max(0, left); x < Math.min(width, right); x += 1) rgb.set(colour, (y * width + x) * 3)
  }
  const write = (text: string, left: number, from: number) =>
    eachDot(text, (x, y) => {
      const at = { x: left + x * letterScale, y: from + y * letterScale }
      fill(at.x, at.y, at.x + letterScale, at.y + letterScale, ink)
    })
  const inPixels = (text: string) => widthOf(text) * letterScale

  fill(0, 0, width, height, paper)
  write(heading, margin, margin)
  const left = margin + Math.max(0, ...labels.map(inPixels)) + gap
  const right = width - margin - Math.max(0, ...values.map(inPixels)) - gap
  const least = Math.min(0, ...bars.map(({ value }) => value))
  const most = Math.max(0, ...bars.map(({ value }) => value))
  const toX = (value: number) => Math.round(left + ((value - least) / (most - least || 1)) * (right - left))
  bars.forEach(({ value }, index) => {
    const from = Math.round(top + index * (barHeight + gap))
    const letters = from + Math.round((barHeight - glyphHeight * letterScale) / 2)
    write(labels[index] ?? '', margin, letters)
    const [start, end] = value < 0 ? [toX(value), toX(0)] : [toX(0), toX(value)]
    for (let x = start; x < Math.max(end, start + 1); x += 1) {
      const share = (x - left) / (right - left || 1)
      fill(x, from, x + 1, from + barHeight, value < 0 ? negative : mix(positive, positiveEnd, share))
    }
    write(values[index] ?? '', Math.max(end, toX(0)) + gap / 2, letters)
  })
  fill(toX(0), Math.round(top) - 4, toX(0) + 1, height - margin + 4, axis)
  return encodePng({ width, height, rgb })
}

function shorten(label: string): string {
  return label.length > longestLabel ? `${label.slice(0, longestLabel - 1).trimEnd()}…` : label
}

/** At most two decimals; thousands apart. */
function toShort(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 2 })
}
