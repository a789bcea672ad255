/** Reads what a person wrote about a parcel, in Chinese or English; what is missing stays undefined. */
import { cities } from './places'
import type { City } from './places'

export type ParcelRequest = {
  from?: City
  to?: City
  /** As it was written, district included. */
  fromText?: string
  toText?: string
  /** kg */
  weight?: number
  /** cm */
  size?: [number, number, number]
}

type Place = { city: City; text: string; at: number; role: 'from' | 'to' | null }

/** @param known what earlier turns said; a new word replaces an old one */
export function readParcel(question: string, known: ParcelRequest): ParcelRequest {
  const places = findPlaces(question)
  const weight = findWeight(question)
  const size = findSize(question)
  const request: ParcelRequest = { ...known }
  const from = places.find((place) => place.role === 'from')
  const to = places.find((place) => place.role === 'to')
  const rest = places.filter((place) => place.role === null)
  const origin =
    from ??
    (rest.length > 0 &&
    (rest.length + (to ? 1 : 0) >= 2 || (to && !known.from) || (!to && known.to && !known.from))
      ? rest.shift()
      : undefined)
  const destination = to ?? rest.shift()
  if (origin) Object.assign(request, { from: origin.city, fromText: origin.text })
  if (destination) Object.assign(request, { to: destination.city, toText: destination.text })
  if (weight !== null) request.weight = weight
  if (size !== null) request.size = size
  return request
}

/** A parcel number of one of our carriers. */
export function findParcelNumber(question: string): string | null {
  return /(?<![a-z0-9])((?:hc|dl|jy|bf)\d{8,14})(?!\d)/i.exec(question)?.[1]?.toUpperCase() ?? null
}

function findPlaces(question: string): Place[] {
  const lower = question.toLowerCase()
  const found: Place[] = []
  for (const city of cities) {
    for (const name of [city.zh, city.en.toLowerCase(), city.en.toLowerCase().replace("'", '')]) {
      const at = lower.indexOf(name)
      if (at < 0 || found.some((place) => place.city === city)) continue
      if (
        /^[a-z']+$/.test(name) &&
        (/[a-z]/.test(lower[at - 1] ?? ' ') || /[a-z]/.test(lower[at + name.length] ?? ' '))
      )
        continue
      const district =
        /^(?:市)?(?:[\p{Script=Han}]{1,6}?[区县])?/u.exec(question.slice(at + name.length))?.[0] ?? ''
      found.push({
        city,
        text: question.slice(at, at + name.length) + district,
        at,
        role: findRole(question, at, at + name.length + district.length),
      })
    }
  }
  return found.sort((left, right) => left.at - right.at)
}

function findRole(question: string, start: number, end: number): Place['role'] {
  const before = question.slice(Math.max(0, start - 12), start).toLowerCase()
  const after = question.slice(end, end + 6).toLowerCase()
  if (/(?:从|由|自|发自)$|\bfrom\s+$|寄件地[是：:\s]*$|出发地?[是：:\s]*$/.test(before)) return 'from'
  if (/(?:到|至|寄往|发往|送到|寄到|去|往|给)$|\b(?:to|into)\s+$|目的地[是：:\s]*$|(?:->|→)\s*$/.test(before))
    return 'to'
  if (/^(?:寄出|出发|发货|寄到|到|至|寄|发)/.test(after) || /^\s*(?:->|→|to )/.test(after)) return 'from'
  return null
}

const chineseDigits: Record<string, number> = {
  半: 0.5,
  一: 1,
  两: 2,
  二: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  十: 10,
}

function findWeight(question: string): number | null {
  const metric = /(\d+(?:\.\d+)?)\s*(kg|kilo(?:gram)?s?|公斤|千克|斤|g\b|grams?|克|pounds?|lbs?|磅|吨)/i.exec(
    question,
  )
  const spoken = /([半一两二三四五六七八九十])\s*(公斤|千克|斤|克|吨)/.exec(question)
  const number = metric ? Number(metric[1]) : spoken ? chineseDigits[spoken[1] ?? ''] : undefined
  const unit = (metric?.[2] ?? spoken?.[2] ?? '').toLowerCase()
  if (number === undefined) return null
  if (/^(?:g|gram|克)/.test(unit)) return number / 1000
  if (unit === '斤') return number / 2
  if (/pound|lb|磅/.test(unit)) return Math.round(number * 45.36) / 100
  if (unit === '吨') return number * 1000
  return number
}

function findSize(question: string): [number, number, number] | null {
  const match =
    /(\d+(?:\.\d+)?)\s*(?:cm|厘米)?\s*[x×*乘]\s*(\d+(?:\.\d+)?)\s*(?:cm|厘米)?\s*[x×*乘]\s*(\d+(?:\.\d+)?)/i.exec(
      question,
    )
  return match ? [Number(match[1]), Number(match[2]), Number(match[3])] : null
}
