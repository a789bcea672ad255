/**
 * One page of a PDF → its lines in reading order. Boxes are measured in the page as it is displayed (rotated, cropped,
 * in its own units), in points from its top left; lines and columns are found along the direction of the text, so a
 * page that lies on its side is read like any other.
 */
import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { toRegions } from './columns'
import { normalizeText } from './normalize'
import type { PageLine } from './passage'

/** A place along the direction of the text: `left` to `right` as it runs, `top` to `bottom` across. */
export type FlowBox = { left: number; right: number; top: number; bottom: number }

export type PdfLine = PageLine & {
  size: number
  flow: FlowBox
  /** Degrees by which the line is turned on the displayed page; 0 is upright, 90 runs down. */
  angle: number
}

/** A piece of text as pdf.js gives it. */
export type Glyphs = {
  text: string
  size: number
  baseline: number
  angle: number
  flow: FlowBox
  box: Pick<PageLine, 'x0' | 'x1' | 'top' | 'bottom'>
}

export async function readPage(page: PDFPageProxy, number: number): Promise<PdfLine[]> {
  const viewport = page.getViewport({ scale: 1 })
  const { width, height } = viewport
  const content = await page.getTextContent()
  const pieces = content.items.flatMap((item) => {
    if (!('str' in item) || item.str.trim() === '') return []
    return toGlyphs(item, content.styles[item.fontName], viewport.transform)
  })
  const visible = pieces.flatMap((glyphs) => clip(glyphs, width, height))
  return byAngle(visible).flatMap((turned) =>
    toRegions(turned)
      .flatMap(toRows)
      .map((row) => ({ ...toLine(row), page: number, width, height }))
      .filter((line) => line.text !== ''),
  )
}

type TextItem = { str: string; width: number; height: number; transform: number[] }
type FontStyle = { ascent: number; descent: number; vertical: boolean } | undefined

function toGlyphs(item: TextItem, style: FontStyle, view: number[]): Glyphs[] {
  const [va = 1, vb = 0, vc = 0, vd = -1, ve = 0, vf = 0] = view
  const [ia = 0, ib = 0, ic = 0, id = 0, ie = 0, iff = 0] = item.transform
  const turn = (x: number, y: number): [number, number] => [va * x + vc * y, vb * x + vd * y]
  const scale = Math.hypot(va, vb)
  const [upX, upY] = turn(ic, id)
  const size = Math.hypot(upX, upY)
  if (size === 0) return []
  const up = { x: upX / size, y: upY / size }
  const [alongX, alongY] = turn(ia, ib)
  const advance = Math.hypot(alongX, alongY)
  if (advance === 0) return []
  // Vertical writing runs against `up` from the middle of the character's top.
  const along = style?.vertical ? { x: -up.x, y: -up.y } : { x: alongX / advance, y: alongY / advance }
  const across = style?.vertical ? { x: alongX / advance, y: alongY / advance } : up
  const length = (style?.vertical ? item.height : item.width) * scale
  // Fonts declare generous line metrics; the box should hug the glyphs.
  const ascent = style?.vertical ? 0.5 : Math.min(style?.ascent || 0.88, 0.92)
  const descent = style?.vertical ? -0.5 : Math.max(style?.descent || -0.2, -0.24)
  const origin = { x: va * ie + vc * iff + ve, y: vb * ie + vd * iff + vf }
  const corners = [0, length].flatMap((far) =>
    [descent, ascent].map((high) => ({
      x: origin.x + along.x * far + across.x * high * size,
      y: origin.y + along.y * far + across.y * high * size,
    })),
  )
  const xs = corners.map(({ x }) => x)
  const ys = corners.map(({ y }) => y)
  const left = origin.x * along.x + origin.y * along.y
  const baseline = -(origin.x * across.x + origin.y * across.y)
  return [
    {
      text: item.str,
      size,
      baseline,
      angle: (Math.round((Math.atan2(along.y, along.x) * 180) / Math.PI) + 360) % 360,
      flow: {
        left,
        right: left + length,
        top: baseline - ascent * size,
        bottom: baseline - descent * size,
      },
      box: { x0: Math.min(...xs), x1: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) },
    },
  ]
}

/** What a cropped page does not show is not there; what reaches over its edge ends at it. */
function clip(glyphs: Glyphs, width: number, height: number): Glyphs[] {
  const box = {
    x0: Math.max(0, glyphs.box.x0),
    x1: Math.min(width, glyphs.box.x1),
    top: Math.max(0, glyphs.box.top),
    bottom: Math.min(height, glyphs.box.bottom),
  }
  return box.x0 < box.x1 && box.top < box.bottom ? [{ ...glyphs, box }] : []
}

/** The direction with most of the text first. */
function byAngle(pieces: Glyphs[]): Glyphs[][] {
  const groups = new Map<number, Glyphs[]>()
  for (const piece of pieces) groups.set(piece.angle, [...(groups.get(piece.angle) ?? []), piece])
  const length = (group: Glyphs[]) => group.reduce((sum, { text }) => sum + text.length, 0)
  return [...groups.values()].sort((one, other) => length(other) - length(one))
}

/** What stands on one baseline, from top to bottom. */
function toRows(pieces: Glyphs[]): Glyphs[][] {
  const rows: Glyphs[][] = []
  for (const piece of pieces.toSorted((one, other) => one.baseline - other.baseline)) {
    const row = rows.at(-1)
    const first = row?.[0]
    if (row && first && piece.baseline - first.baseline < Math.max(first.size, piece.size) * 0.4)
      row.push(piece)
    else rows.push([piece])
  }
  return rows
}

function toLine(row: Glyphs[]): Omit<PdfLine, 'page' | 'width' | 'height'> {
  const pieces = row.toSorted((one, other) => one.flow.left - other.flow.left)
  let text = ''
  let end = -Infinity
  for (const { text: own, size, flow } of pieces) {
    if (text !== '' && flow.left - end > size * 0.18 && !text.endsWith(' ')) text += ' '
    text += own
    end = flow.right
  }
  const boxes = pieces.map(({ box }) => box)
  const flows = pieces.map(({ flow }) => flow)
  return {
    text: normalizeText(text).trim(),
    x0: Math.min(...boxes.map(({ x0 }) => x0)),
    x1: Math.max(...boxes.map(({ x1 }) => x1)),
    top: Math.min(...boxes.map(({ top }) => top)),
    bottom: Math.max(...boxes.map(({ bottom }) => bottom)),
    size: Math.max(...pieces.map(({ size }) => size)),
    angle: row[0]?.angle ?? 0,
    flow: {
      left: Math.min(...flows.map(({ left }) => left)),
      right: Math.max(...flows.map(({ right }) => right)),
      top: Math.min(...flows.map(({ top }) => top)),
      bottom: Math.max(...flows.map(({ bottom }) => bottom)),
    },
  }
}
