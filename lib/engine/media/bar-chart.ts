import { join } from 'node:path'
import type { SKRSContext2D } from '@napi-rs/canvas'
import { toHex } from './scene'
import type { Rgb } from './scene'

export type Bar = { label: string; value: number }

/** Pixels: the shape in which pages show a picture, and fine enough for dense screens. */
const width = 1200
const height = 800
const margin = 48
const gap = 20
const thickestRow = 128
const barShare = 0.56
const letterSize = 30
const titleSize = 36
const longestLabel = 24
const mostBars = 20
const family = 'Chart Sans'

const paper: Rgb = [250, 249, 246]
const ink: Rgb = [44, 50, 64]
const axis: Rgb = [150, 156, 168]
const positive: Rgb = [52, 98, 160]
const negative: Rgb = [188, 96, 74]

/**
 * Bars that lie below each other, each with its label before and its value after it, as PNG. A label that has no Latin
 * letters or digits is replaced by its number: the font has no others.
 */
export async function drawBarChart(title: string, all: Bar[]): Promise<Buffer> {
  const { createCanvas } = await loadCanvas()
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  const bars = all.slice(0, mostBars).map(({ label, value }, index) => ({
    label: toLabel(label) || `${index + 1}`,
    value,
    said: toShort(value),
  }))
  context.fillStyle = toHex(paper)
  context.fillRect(0, 0, width, height)
  context.textBaseline = 'middle'
  const heading = toWritable(title)
  const top = margin + (heading === '' ? 0 : titleSize + gap)
  if (heading !== '') write(context, heading, margin, margin + titleSize / 2, `bold ${titleSize}px`)

  const row = Math.min(thickestRow, (height - margin - top) / Math.max(1, bars.length))
  const letters = `${Math.min(letterSize, Math.floor(row * 0.8))}px`
  context.font = `${letters} "${family}"`
  const widest = (texts: string[]) => Math.max(0, ...texts.map((text) => context.measureText(text).width))
  const left = margin + widest(bars.map(({ label }) => label)) + gap
  const right = width - margin - widest(bars.map(({ said }) => said)) - gap
  const least = Math.min(0, ...bars.map(({ value }) => value))
  const most = Math.max(0, ...bars.map(({ value }) => value))
  const toX = (value: number) => left + ((value - least) / (most - least || 1)) * (right - left)
  const zero = toX(0)
  // What few bars leave of the height is above and below them alike.
  const first = top + (height - margin - top - row * bars.length) / 2
  for (const [index, { label, value, said }] of bars.entries()) {
    const middle = first + (index + 0.5) * row
    const end = toX(value)
    context.fillStyle = toHex(value < 0 ? negative : positive)
    context.fillRect(Math.min(zero, end), middle - (row * barShare) / 2, Math.abs(end - zero), row * barShare)
    write(context, label, margin, middle, letters)
    write(context, said, Math.max(end, zero) + gap / 2, middle, letters)
  }
  context.fillStyle = toHex(axis)
  context.fillRect(zero - 1, first, 2, row * bars.length)
  return canvas.encode('png')
}

/** Once: the module is a native one, and the fonts are those that the PDF library brings along. */
async function loadCanvas() {
  const canvas = await import('@napi-rs/canvas')
  if (!canvas.GlobalFonts.has(family)) {
    const folder = join(process.cwd(), 'node_modules', 'pdfjs-dist', 'standard_fonts')
    for (const face of ['Regular', 'Bold'])
      canvas.GlobalFonts.registerFromPath(join(folder, `LiberationSans-${face}.ttf`), family)
  }
  return canvas
}

function write(context: SKRSContext2D, text: string, left: number, middle: number, size: string): void {
  context.font = `${size} "${family}"`
  context.fillStyle = toHex(ink)
  context.fillText(text, left, middle)
}

/** What of a text the font has letters for; empty when nothing is left. */
export function toWritable(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[^\p{Script=Latin}\d\s.,:;%/()'’#+&°²³µ–-]/gu, '')
    .replace(/\(\s*\)/g, '')
    .replace(/\s+/g, ' ')
    .replace(/^[\s/,:-]+|[\s/,:-]+$/g, '')
}

function toLabel(label: string): string {
  const text = toWritable(label)
  return text.length > longestLabel ? `${text.slice(0, longestLabel - 1).trimEnd()}…` : text
}

/** At most two decimals; thousands apart. */
function toShort(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 2 })
}
