/** What the studio says about its work: which words it heard, what it took for itself, and what it could not use. */
import type { Language } from '../../index/language'
import { litShare } from '../../media/moon-disc'
import { toHex } from '../../media/scene'
import type { Scene } from '../../media/scene'
import type { SoundName } from '../../media/synthesize'
import { namePhase, phaseNamesZh } from '../../moon-calendar'
import type { Order } from './media-studio'
import type { Heard } from './scene-words'

const styleNames: Record<Scene['style'], Record<Language, string>> = {
  moonlit: { en: 'moonlit night', zh: '月夜' },
  dawn: { en: 'dawn', zh: '晨曦' },
  dusk: { en: 'dusk', zh: '暮色' },
  aurora: { en: 'aurora', zh: '极光' },
  ink: { en: 'ink wash', zh: '水墨' },
  paper: { en: 'paper cut', zh: '剪纸' },
}
const seasonNames = {
  spring: { en: 'spring', zh: '春' },
  summer: { en: 'summer', zh: '夏' },
  autumn: { en: 'autumn', zh: '秋' },
  winter: { en: 'winter', zh: '冬' },
} as const
const soundNames: Record<SoundName, Record<Language, string>> = {
  waves: { en: 'waves', zh: '波浪' },
  bell: { en: 'a bell', zh: '钟声' },
  tune: { en: 'a plucked tune', zh: '拨弦曲' },
  wind: { en: 'wind', zh: '风' },
  rain: { en: 'rain', zh: '雨' },
  crickets: { en: 'crickets', zh: '虫鸣' },
}
const rowNames: Record<Heard['what'] | 'style', Record<Language, string>> = {
  phase: { en: 'Moon', zh: '月亮' },
  season: { en: 'Season', zh: '季节' },
  water: { en: 'Water', zh: '水面' },
  sky: { en: 'Sky', zh: '天空' },
  colours: { en: 'Colours', zh: '颜色' },
  size: { en: 'Size', zh: '尺寸' },
  more: { en: 'Also', zh: '另有' },
  style: { en: 'Style', zh: '风格' },
}

export function introduce(order: Order, language: Language): string {
  const { reference } = order
  const what = {
    picture: { en: 'a picture', zh: '一张图片' },
    video: { en: 'a short film', zh: '一段短片' },
    sound: { en: 'a sound', zh: '一段声音' },
  }[order.product][language]
  const lead = language === 'zh' ? `正在制作${what}。` : `Making ${what}.`
  if (!reference) return `${lead}\n\n`
  return `${lead} ${describeReference(order, language)}\n\n`
}

function describeReference({ reference, product }: Order, language: Language): string {
  if (!reference) return ''
  const isZh = language === 'zh'
  if (reference.kind === 'unreadable')
    return isZh
      ? `参考图无法读取（${reference.reason}），因此没有使用。`
      : `The reference image could not be read (${reference.reason}), so it was not used.`
  const size = `${reference.width} × ${reference.height}`
  if (reference.kind === 'size') {
    const why = reference.reason === 'jpeg' ? reference.format : `${reference.format}, ${reference.reason}`
    return isZh
      ? `参考图为 ${size}（${why}）。我只能从 PNG 里取色，所以只读了它的尺寸，颜色没有用上。`
      : `The reference image is ${size} (${why}). I can take colours only from a plain PNG, so I read its size and nothing else.`
  }
  const colours = reference.colours.map(({ hex, share }) => `\`${hex}\` ${Math.round(share * 100)}%`)
  const used =
    product === 'sound'
      ? isZh
        ? '声音用不上颜色。'
        : 'A sound has no use for them.'
      : isZh
        ? '画面用了这些颜色。'
        : 'The scene uses them.'
  return isZh
    ? `参考图 ${size} 的主要颜色：${colours.join('、')}。${used}`
    : `The reference image (${size}) is made of ${colours.join(', ')}. ${used}`
}

export function describePicture(order: Order, bytes: number, language: Language): string {
  const { width, height } = order.scene.scene
  const file = `PNG, ${width} × ${height}, ${kilobytes(bytes)}`
  return `\n\n${tableOf(order, language)}\n\n*${file}*`
}

export function describeFilm(
  order: Order,
  film: { width: number; height: number; seconds: number; bytes: number },
  language: Language,
): string {
  const { width, height, seconds, bytes } = film
  const length = language === 'zh' ? `${seconds} 秒` : `${seconds} s`
  return `\n\n${tableOf(order, language)}\n\n*MP4, H.264, ${width} × ${height}, ${length}, ${kilobytes(bytes)}*`
}

export function describeSound(order: Order, bytes: number, most: number, language: Language): string {
  const { sound, words } = order.sound
  const layers = sound.layers.map((name) => soundNames[name][language])
  const heard = words.map((word) => `“${word}”`)
  const file = `WAV, 22 050 Hz, ${kilobytes(bytes)}`
  if (language === 'zh') {
    const from =
      heard.length > 0 ? `听到的词：${heard.join('、')}。` : '描述里没有提到声音，所以选了波浪和钟声。'
    return `\n\n**${layers.join(' + ')}**，${sound.seconds} 秒。${from}最长 ${most} 秒。\n\n*${file}*`
  }
  const from =
    heard.length > 0
      ? `Words I followed: ${heard.join(', ')}.`
      : 'The description names no sound, so I chose waves and a bell.'
  return `\n\n**${layers.join(' + ')}**, ${sound.seconds} s. ${from} The longest is ${most} s.\n\n*${file}*`
}

function tableOf({ scene: { scene, heard }, reference, isStyleChosen }: Order, language: Language): string {
  const isZh = language === 'zh'
  const name = namePhase(scene.phase)
  const lit = Math.round(litShare(scene.phase) * 100)
  const water = scene.waves < 0.15 ? 0 : scene.waves < 0.5 ? 1 : scene.waves < 0.9 ? 2 : 3
  const sky = [
    scene.hasStars ? (isZh ? '有星' : 'stars') : isZh ? '无星' : 'no stars',
    ...(scene.mist > 0.5 ? [isZh ? '有雾' : 'mist'] : []),
    ...(scene.hasRain ? [isZh ? '有雨' : 'rain'] : []),
  ]
  const { skyTop, skyLow, water: lake, light } = scene.palette
  const rows: [Heard['what'] | 'style', string][] = [
    ['phase', isZh ? `${phaseNamesZh[name]}，照亮 ${lit}%` : `${name}, ${lit} % lit`],
    ['season', scene.season ? seasonNames[scene.season][language] : isZh ? '不限' : 'any'],
    [
      'water',
      (isZh ? ['平如镜', '微波', '有浪', '大浪'] : ['a mirror', 'ripples', 'waves', 'rough'])[water] ?? '',
    ],
    ['sky', sky.join(isZh ? '、' : ', ')],
    ['colours', [skyTop, skyLow, lake, light].map((colour) => `\`${toHex(colour)}\``).join(' ')],
    ['style', styleNames[scene.style][language]],
    ...(scene.hasBoat ? ([['more', isZh ? '一条小船' : 'a small boat']] as [Heard['what'], string][]) : []),
  ]
  const lines = rows.map(([what, value]) => {
    const words = heard.filter((one) => one.what === what).map(({ said }) => `“${said}”`)
    const from =
      what === 'colours' && reference?.kind === 'colours' ? [isZh ? '参考图' : 'reference image'] : words
    const source = what === 'style' && isStyleChosen ? (isZh ? '表单' : 'the form') : from.join(' ')
    return `| ${rowNames[what][language]} | ${value} | ${source === '' ? (isZh ? '我的选择' : 'my choice') : source} |`
  })
  const head = isZh ? '| 画面 | 结果 | 依据 |' : '| Scene | Result | From |'
  return `${head}\n| --- | --- | --- |\n${lines.join('\n')}`
}

function kilobytes(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.round(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}
