import type { SheetRow } from '../../documents/passage'

/** The columns of the table of lakes, as the shipped sheet names them. */
export const english = { name: 'Lake 湖名', country: 'Country 国家', type: 'Type 类型' }
export const chinese = { name: '中文名', country: '国家中文', type: '类型中文' }

export type Metric = {
  column: string
  unit: string
  /** What in a question asks for it. */
  words: RegExp
  name: { en: string; zh: string }
  /** How one says that a lake has the most or the least of it. */
  extremes: { en: [most: string, least: string]; zh: [most: string, least: string] }
  digits: number
}

export const depth: Metric = {
  column: 'Max depth m 最大深度',
  unit: 'm',
  words: /deep|depth|shallow|深|浅/i,
  name: { en: 'greatest depth', zh: '最大深度' },
  extremes: { en: ['the deepest', 'the shallowest'], zh: ['最深', '最浅'] },
  digits: 0,
}
export const area: Metric = {
  column: 'Area km² 面积',
  unit: 'km²',
  words: /\barea|large|big|small|surface|面积|多大|最大|最小|大小/i,
  name: { en: 'area', zh: '面积' },
  extremes: { en: ['the largest', 'the smallest'], zh: ['面积最大', '面积最小'] },
  digits: 0,
}
export const volume: Metric = {
  column: 'Volume km³ 容积',
  unit: 'km³',
  words: /volume|how much water|most water|least water|holds?\b|容积|水量|蓄水|体积|水最[多少]/i,
  name: { en: 'volume', zh: '容积' },
  extremes: {
    en: ['the one with the most water', 'the one with the least water'],
    zh: ['水量最大', '水量最小'],
  },
  digits: 2,
}
export const elevation: Metric = {
  column: 'Elevation m 海拔',
  unit: 'm',
  words: /high|elevation|altitude|lowest|above (?:the )?sea|海拔|最高|最低|多高/i,
  name: { en: 'elevation', zh: '海拔' },
  extremes: { en: ['the highest', 'the lowest'], zh: ['海拔最高', '海拔最低'] },
  digits: 0,
}
/** In the order in which a question is tried: how much water is not how large. */
export const metrics = [volume, depth, elevation, area]

export function valueOf(row: SheetRow, metric: Metric): number {
  return Number(row.cells[metric.column])
}

export function format(row: SheetRow, metric: Metric, value = valueOf(row, metric)): string {
  return `${value.toLocaleString('en-US', { maximumFractionDigits: metric.digits })} ${metric.unit}`
}
