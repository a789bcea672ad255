/** Writes the plan: the nights with their moon, what the lake is like, what to bring. */
import type { SheetRow } from '../../documents/passage'
import type { Language } from '../../index/language'
import { litShare } from '../../media/moon-disc'
import { namePhase, phaseAt, phaseNamesZh } from '../../moon-calendar'
import { area, chinese, depth, elevation, english, format, valueOf } from '../guide/lake-columns'
import type { Stay } from './dates'
import { nameOf } from './lakes'

const dayMs = 86_400_000

export type Night = {
  /** `YYYY-MM-DD` */
  date: string
  phase: string
  /** Whole per cent. */
  lit: number
  rises: string
  sets: string
}

export function toNights({ start, days }: Stay, language: Language): Night[] {
  return Array.from({ length: days }, (_, index) => {
    const day = start + index * dayMs
    const phase = phaseAt(day + dayMs * 0.85)
    const name = namePhase(phase)
    return {
      date: new Date(day).toISOString().slice(0, 10),
      phase: language === 'zh' ? phaseNamesZh[name] : name,
      lit: Math.round(litShare(phase) * 100),
      rises: toClock(6 + phase * 24),
      sets: toClock(18 + phase * 24),
    }
  })
}

/** To the quarter of an hour; the season and the latitude move it by up to two hours. */
function toClock(hours: number): string {
  const quarters = Math.round((((hours % 24) + 24) % 24) * 4) % 96
  return `${String(Math.floor(quarters / 4)).padStart(2, '0')}:${String((quarters % 4) * 15).padStart(2, '0')}`
}

export function writePlan(row: SheetRow, stay: Stay, nights: Night[], language: Language): string {
  const isZh = language === 'zh'
  const name = nameOf(row, language)
  const country = String(row.cells[isZh ? chinese.country : english.country])
  const [first] = nights
  const best = nights.reduce((most, night) => (night.lit > most.lit ? night : most), first ?? noNight)
  const title = isZh
    ? `## ${name}：${stay.days} 天看月行程`
    : `## ${name}: ${stay.days} ${stay.days === 1 ? 'day' : 'days'} by moonlight`
  const facts = isZh
    ? `${name}在${country}，面积 ${format(row, area)}，最深 ${format(row, depth)}，湖面海拔 ${format(row, elevation)}。`
    : `${name} lies in ${country}: ${format(row, area)} of water, at most ${format(row, depth)} deep, ${format(row, elevation)} above the sea.`
  const head = isZh
    ? '| 日期 | 月相 | 照亮 | 月出约 | 月落约 | 建议 |'
    : '| Date | Moon | Lit | Rises about | Sets about | Do |'
  const lines = nights.map(
    (night) =>
      `| ${night.date} ${weekday(night.date, language)} | ${night.phase} | ${night.lit}% | ${night.rises} | ${night.sets} | ${advise(night, best, language)} |`,
  )
  const bring = pack(row, best, language).map((thing) => `- ${thing}`)
  const note = isZh
    ? '*月出月落按月相推算，精确到一刻钟左右；季节和纬度会带来一两个小时的差别。湖的数据来自《湖泊表》。*'
    : '*Rising and setting follow from the phase, to about a quarter of an hour; season and latitude shift them by an hour or two. The figures are from the table of lakes.*'
  return [
    title,
    facts,
    `${head}\n| --- | --- | ---: | --- | --- | --- |\n${lines.join('\n')}`,
    `### ${isZh ? '带上' : 'Bring'}\n\n${bring.join('\n')}`,
    note,
  ].join('\n\n')
}

const noNight: Night = { date: '', phase: '', lit: 0, rises: '', sets: '' }

function advise(night: Night, best: Night, language: Language): string {
  const isZh = language === 'zh'
  if (night.lit >= 90) return isZh ? '日落后看光路' : 'the glitter path after sunset'
  if (night.date === best.date && night.lit > 40) return isZh ? '月亮最好的一晚' : 'the best moon of the stay'
  const isEvening = Number(night.rises.slice(0, 2)) < 18 && Number(night.rises.slice(0, 2)) > 5
  if (night.lit < 8) return isZh ? '无月，看银河' : 'no moon: look for the Milky Way'
  if (isEvening)
    return isZh ? `傍晚看月，${night.sets} 前后落下` : `the moon in the evening, until about ${night.sets}`
  return isZh ? `${night.rises} 以后月出，先看星` : `stars first, the moon after ${night.rises}`
}

function weekday(date: string, language: Language): string {
  const day = new Date(`${date}T00:00:00Z`).getUTCDay()
  return language === 'zh'
    ? `周${'日一二三四五六'[day] ?? ''}`
    : (['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][day] ?? '')
}

function pack(row: SheetRow, best: Night, language: Language): string[] {
  const isZh = language === 'zh'
  const height = valueOf(row, elevation)
  const isSalt = /saline/.test(String(row.cells[english.type]))
  const things: [boolean, string, string][] = [
    [
      height >= 2_500,
      'a day to get used to the height, and warm clothes for freezing nights',
      '留一天适应高原，夜里接近冰点，带羽绒服',
    ],
    [
      height >= 1_000 && height < 2_500,
      'a warm layer: nights by a mountain lake are cold',
      '保暖外套，高山湖边夜里凉',
    ],
    [height < 1_000, 'a light jacket against the damp by the water', '薄外套，水边潮气重'],
    [
      best.lit >= 60,
      'a tripod: exposures of a second or two catch the glitter path',
      '三脚架，曝光一两秒就能拍到光路',
    ],
    [best.lit < 60, 'a red torch, which spares eyes that are used to the dark', '红光手电，不伤暗适应'],
    [isSalt, 'plenty of water: the lake is saline', '足够的饮用水，湖水是咸的'],
    [true, 'something to sit on, and a thermos', '坐垫和保温杯'],
  ]
  return things.filter(([isWanted]) => isWanted).map(([, en, zh]) => (isZh ? zh : en))
}
