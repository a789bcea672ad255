/** The rate table of four carriers that exist only here, and what a parcel costs by it. */
import { distanceBetween } from './places'
import type { City } from './places'

export type Parcel = {
  from: City
  to: City
  /** kg */
  weight: number
  /** cm */
  size: [length: number, width: number, height: number] | null
}

export type Quote = {
  carrier: Carrier
  zone: number
  /** kg after volume and rounding */
  chargedWeight: number
  /** yuan */
  price: number
  days: string
}

export type Carrier = {
  code: string
  zh: string
  en: string
  /** First kilogram and each further step, by zone: same city, same province, near, middle, far, remote. */
  first: number[]
  further: number[]
  /** Weight is charged in steps of so many kg. */
  step: number
  /** cm³ that count as one kg. */
  volumeDivisor: number
  /** kg */
  limit: number
  /** Working days by zone. */
  days: string[]
}

export const carriers: Carrier[] = [
  {
    code: 'HC',
    zh: '鹤程速运',
    en: 'Crane Express',
    first: [13, 15, 20, 23, 26, 34],
    further: [2, 2.5, 6, 9, 12, 19],
    step: 0.5,
    volumeDivisor: 6_000,
    limit: 100,
    days: ['0.5–1', '1', '1–2', '1–2', '2', '3–4'],
  },
  {
    code: 'DL',
    zh: '灯笼快递',
    en: 'Lantern Parcel',
    first: [7, 8, 10, 12, 14, 22],
    further: [1, 1.5, 3, 5, 7, 15],
    step: 1,
    volumeDivisor: 8_000,
    limit: 50,
    days: ['1', '1–2', '2', '2–3', '3', '5–6'],
  },
  {
    code: 'JY',
    zh: '江邮',
    en: 'River Post',
    first: [8, 9, 11, 12, 13, 16],
    further: [1.5, 2, 3, 4.5, 6, 9],
    step: 0.5,
    volumeDivisor: 6_000,
    limit: 40,
    days: ['1–2', '2', '3', '3–4', '4–5', '6–8'],
  },
  {
    code: 'BF',
    zh: '北风物流',
    en: 'Northwind Freight',
    first: [15, 16, 18, 20, 22, 30],
    further: [0.6, 0.8, 1.4, 2, 2.6, 4.5],
    step: 1,
    volumeDivisor: 5_000,
    limit: 1_000,
    days: ['1–2', '2–3', '3–4', '4', '5', '7–9'],
  },
]

const nearKilometres = 600
const middleKilometres = 1_200

/** 0 same city, 1 same province, 2 near, 3 middle, 4 far, 5 remote. */
export function findZone(from: City, to: City): number {
  if (from.zh === to.zh) return 0
  if (from.province === to.province) return 1
  if (from.isRemote || to.isRemote) return 5
  const kilometres = distanceBetween(from, to)
  return kilometres < nearKilometres ? 2 : kilometres < middleKilometres ? 3 : 4
}

/** Cheapest first; carriers that do not take such a weight are left out. */
export function quote(parcel: Parcel): Quote[] {
  const zone = findZone(parcel.from, parcel.to)
  return carriers
    .flatMap((carrier) => {
      const volume = parcel.size ? parcel.size[0] * parcel.size[1] * parcel.size[2] : 0
      const weight = Math.max(parcel.weight, volume / carrier.volumeDivisor)
      const chargedWeight = Math.max(1, Math.ceil(weight / carrier.step - 1e-9) * carrier.step)
      if (chargedWeight > carrier.limit) return []
      const price = (carrier.first[zone] ?? 0) + (chargedWeight - 1) * (carrier.further[zone] ?? 0)
      return [
        { carrier, zone, chargedWeight, price: Math.round(price * 10) / 10, days: carrier.days[zone] ?? '' },
      ]
    })
    .sort((left, right) => left.price - right.price)
}
