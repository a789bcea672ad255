/** Looks at a picture or a film: what its bytes say about size, length and colours. What is in it, nobody here knows. */
import type { Language } from '../../index/language'
import { findDominantColours } from '../../media/dominant-colours'
import { decodePng } from '../../media/png'
import { probe } from '../../media/probe'
import { brightnessOf, toHex } from '../../media/scene'
import type { ModelAnswer } from '../model-answer'
import { bytesOf } from './bytes-of'
import type { Given } from './bytes-of'
import { nameColour } from './colour-names'

/** Sentences about one picture or film; a failure is one too. */
export type Looked = { said: string; isSeen: boolean }

const colourCount = 5

export async function lookAt(
  answer: ModelAnswer,
  kind: 'image' | 'video',
  url: string,
  language: Language,
): Promise<Looked> {
  const given = await bytesOf(answer, url)
  const isZh = language === 'zh'
  const noun = kind === 'image' ? (isZh ? '图片' : 'picture') : isZh ? '视频' : 'video'
  if (typeof given === 'string')
    return {
      isSeen: false,
      said: isZh ? `${noun}读不到（${given}）。` : `The ${noun} could not be read (${given}).`,
    }
  const { format, width, height, seconds } = probe(given.bytes, given.size)
  if (format === null)
    return {
      isSeen: false,
      said: isZh ? `这不是我认识的${noun}格式。` : `This is no kind of ${noun} that I know.`,
    }
  const size = width !== undefined && height !== undefined ? `${width} × ${height}` : null
  const facts = [
    format,
    ...(size === null ? [] : [isZh ? `${size} 像素` : `${size} pixels`]),
    ...(seconds === undefined ? [] : [isZh ? `${round(seconds)} 秒` : `${round(seconds)} s`]),
    kilobytes(given.size),
  ]
  const lead = isZh ? `**${noun}**：${facts.join('，')}。` : `**The ${noun}**: ${facts.join(', ')}.`
  const shape = width !== undefined && height !== undefined ? ` ${sayShape(width, height, isZh)}` : ''
  const colours = kind === 'image' ? sayColours(given, isZh) : ''
  return { isSeen: true, said: `${lead}${shape}${colours === '' ? '' : `\n\n${colours}`}` }
}

function sayShape(width: number, height: number, isZh: boolean): string {
  if (width === height) return isZh ? '正方形。' : 'It is square.'
  if (width > height) return isZh ? '横幅。' : 'It is wider than high.'
  return isZh ? '竖幅。' : 'It is higher than wide.'
}

function sayColours({ bytes }: Given, isZh: boolean): string {
  const decoded = decodePng(bytes)
  if (typeof decoded === 'string')
    return isZh
      ? '颜色我只会从普通 PNG 里读，这一张读不了。'
      : 'I can read colours from a plain PNG only, so not from this one.'
  const colours = findDominantColours(decoded, colourCount)
  const lines = colours.map(({ colour, share }) => {
    const name = nameColour(colour)[isZh ? 'zh' : 'en']
    return `- ${name} \`${toHex(colour)}\`${isZh ? '：' : ': '}${Math.round(share * 100)}%`
  })
  const brightness = colours.reduce((sum, { colour, share }) => sum + brightnessOf(colour) * share, 0)
  const mood =
    brightness < 0.33
      ? isZh
        ? '整体偏暗。'
        : 'On the whole it is dark.'
      : brightness > 0.66
        ? isZh
          ? '整体明亮。'
          : 'On the whole it is bright.'
        : isZh
          ? '明暗适中。'
          : 'It is neither dark nor bright.'
  return `${isZh ? '主要颜色：' : 'Its main colours:'}\n\n${lines.join('\n')}\n\n${mood}`
}

function round(seconds: number): string {
  return String(Math.round(seconds * 10) / 10)
}

function kilobytes(bytes: number): string {
  return bytes < 1_000_000
    ? `${Math.max(1, Math.round(bytes / 1_000))} kB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`
}
