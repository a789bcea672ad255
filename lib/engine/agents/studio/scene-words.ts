/** From the words of a description to a scene. */
import { seedOf } from '../../media/noise'
import { mix, palettes } from '../../media/scene'
import type { Palette, Rgb, Scene, Season, StyleName } from '../../media/scene'
import { findWord, findWords } from './words'

export type Heard = { what: 'phase' | 'season' | 'water' | 'sky' | 'colours' | 'size' | 'more'; said: string }
export type SceneOrder = { scene: Scene; heard: Heard[] }

const phases = [
  [/new moon|新月|朔/i, 0],
  [/(?:waning|old|last) crescent|残月|下弦月牙/i, 0.89],
  [/crescent|蛾眉|娥眉|峨眉|月牙|弯月/i, 0.11],
  [/(?:last|third) quarter|下弦/i, 0.75],
  [/first quarter|half[- ]moon|上弦|半月|半个月亮/i, 0.25],
  [/waning gibbous|亏凸/i, 0.62],
  [/gibbous|盈凸|凸月/i, 0.38],
  [/full moon|满月|圆月|望月|十五/i, 0.5],
] as const

const seasons = [
  [/winter|snow|冬|雪/i, 'winter'],
  [/spring|blossom|petals?|春|樱|桃花/i, 'spring'],
  [/summer|firefl(?:y|ies)|夏|萤/i, 'summer'],
  [/autumn|\bfall\b|maple|秋|枫/i, 'autumn'],
] as const satisfies readonly (readonly [RegExp, Season])[]

const waters = [
  [/mirror|still|calm|glassy|如镜|平静|无风|镜面/i, 0.04],
  [/ripples?|gentle|微波|微澜|涟漪|轻波/i, 0.3],
  [/storm\w*|rough|wild|狂|大浪|风浪|汹涌/i, 1],
  [/waves?|choppy|有浪|波浪|浪|波/i, 0.65],
] as const

const colours: readonly (readonly [RegExp, Rgb])[] = [
  [/\bred\b|crimson|红/i, [196, 48, 52]],
  [/orange|橙|橘/i, [238, 130, 48]],
  [/\bgold(?:en)?\b|amber|金/i, [238, 184, 76]],
  [/yellow|黄/i, [244, 212, 92]],
  [/green|绿|翠/i, [52, 150, 92]],
  [/teal|turquoise|cyan|青/i, [42, 156, 160]],
  [/\bblue\b|蓝/i, [52, 98, 206]],
  [/purple|violet|紫/i, [122, 72, 190]],
  [/pink|rose\b|粉/i, [240, 148, 180]],
  [/silver|gr[ae]y|银|灰/i, [164, 172, 184]],
]

const sizes = [
  [/square|方形|正方/i, [960, 960]],
  [/portrait|vertical|phone wallpaper|竖幅|竖屏|竖版|手机壁纸/i, [720, 1080]],
  [/panorama|wide|banner|宽幅|全景|横幅/i, [1440, 600]],
  [/small|thumbnail|小图|小幅/i, [480, 300]],
  [/large|big|wallpaper|大图|壁纸/i, [1440, 900]],
] as const

export const usualSize = [1024, 640] as const
const shortestSide = 120
const longestSide = 1_600

/**
 * @param reference colours of a picture that came along, the commonest first
 * @param phaseNow place in the month, for "tonight"
 */
export function readScene(
  description: string,
  style: StyleName,
  reference: Rgb[],
  phaseNow: number,
): SceneOrder {
  const heard: Heard[] = []
  const hear = <Value>(what: Heard['what'], found: { value: Value; word: string } | null) => {
    if (found) heard.push({ what, said: found.word })
    return found?.value ?? null
  }
  const tonight = findWord(description, [[/tonight|today|今晚|今夜|今天/i, phaseNow]])
  const phase = hear('phase', findWord(description, phases) ?? tonight) ?? 0.5
  const season = hear('season', findWord<Season>(description, seasons))
  const waves = hear('water', findWord(description, waters)) ?? 0.3
  const mist = hear('sky', findWord(description, [[/mist\w*|fog\w*|haze|雾|霭/i, 0.85]])) ?? 0.12
  const rain = hear('sky', findWord(description, [[/rain\w*|drizzle|雨/i, true]])) ?? false
  const noStars = findWord(description, [[/no stars|starless|没有星|无星/i, false]])
  const stars = hear('sky', noStars ?? findWord(description, [[/star\w*|milky way|星/i, true]]))
  const boat = hear('more', findWord(description, [[/boats?|ship|sail\w*|船|舟/i, true]])) ?? false
  const named = findColours(description)
  heard.push(...named.map(({ word }) => ({ what: 'colours' as const, said: word })))
  const [width, height] = hear('size', findSize(description)) ?? usualSize
  const hasStars = stars ?? (style === 'moonlit' || style === 'aurora' || style === 'paper')
  return {
    heard,
    scene: {
      style,
      palette: tint(palettes[style], reference.length > 1 ? reference : named.map(({ value }) => value)),
      season,
      phase,
      waves,
      mist,
      hasStars: hasStars && !rain,
      hasBoat: boat,
      hasRain: rain,
      flakes: 1,
      width,
      height,
      seed: seedOf(`${description}|${style}`),
    },
  }
}

function findColours(description: string): { value: Rgb; word: string }[] {
  const codes = [...description.matchAll(/#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})\b/gi)].map(
    ([word, red = '0', green = '0', blue = '0']) => ({
      value: [parseInt(red, 16), parseInt(green, 16), parseInt(blue, 16)] as const,
      word,
    }),
  )
  return [...codes, ...findWords(description, colours)].slice(0, 4)
}

function findSize(description: string): { value: readonly [number, number]; word: string } | null {
  const match = /(\d{2,5})\s*[x×*✕]\s*(\d{2,5})/i.exec(description)
  if (!match) return findWord<readonly [number, number]>(description, sizes)
  const side = (text: string | undefined) => Math.min(longestSide, Math.max(shortestSide, Number(text)))
  return { value: [side(match[1]), side(match[2])], word: match[0] }
}

/** Two or more colours take over from dark to light; a single one colours the air and the light. */
function tint(palette: Palette, wanted: Rgb[]): Palette {
  const [first] = wanted
  if (!first) return palette
  const sum = (colour: Rgb) => colour[0] * 0.299 + colour[1] * 0.587 + colour[2] * 0.114
  const sorted = [...wanted].sort((left, right) => sum(left) - sum(right))
  const pick = (share: number): Rgb => sorted[Math.round(share * (sorted.length - 1))] ?? first
  const strength = wanted.length > 1 ? 0.8 : 0.6
  const isBright = sum(palette.skyTop) > 140
  const deep = (colour: Rgb, share: number) => mix(colour, isBright ? [255, 255, 255] : [6, 8, 20], share)
  const tinted: Palette = {
    skyTop: mix(palette.skyTop, deep(pick(0.25), 0.45), strength),
    skyLow: mix(palette.skyLow, deep(pick(0.7), 0.1), strength),
    water: mix(palette.water, deep(pick(0.4), 0.5), strength),
    hill: mix(palette.hill, mix(pick(0), [6, 8, 20], 0.55), strength * 0.8),
    light: mix(palette.light, mix(pick(1), [255, 255, 255], 0.35), strength),
    moon: mix(palette.moon, mix(pick(1), [255, 255, 255], 0.7), 0.5),
  }
  const whole = ([red, green, blue]: Rgb): Rgb => [Math.round(red), Math.round(green), Math.round(blue)]
  const { skyTop, skyLow, moon, water, hill, light } = tinted
  return {
    skyTop: whole(skyTop),
    skyLow: whole(skyLow),
    moon: whole(moon),
    water: whole(water),
    hill: whole(hill),
    light: whole(light),
  }
}
