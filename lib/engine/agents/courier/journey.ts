/** A parcel's journey, made from its number: the same number always tells the same story. */
import { createHash } from 'node:crypto'
import { carriers } from './rates'
import type { Carrier } from './rates'
import { cities, distanceBetween } from './places'
import type { City } from './places'

export type Stop = { time: string; city: City; status: { en: string; zh: string } }
export type Journey = {
  number: string
  carrier: Carrier
  from: City
  to: City
  stops: Stop[]
  isDelivered: boolean
}

/** @param now epoch ms; stops of the future are not told yet */
export function followParcel(number: string, now: number): Journey | null {
  const carrier = carriers.find(({ code }) => number.startsWith(code))
  if (!carrier) return null
  const seed = createHash('sha256').update(number).digest()
  const pick = (index: number) => cities[(seed.readUInt16BE(index * 2) + index) % cities.length] ?? cities[0]
  const from = pick(0)
  const to = pick(1) === from ? pick(2) : pick(1)
  if (!from || !to) return null
  const hub = findHub(from, to)
  const hours = [0, 4, 9, 22 + ((seed[8] ?? 0) % 10), 40 + ((seed[9] ?? 0) % 14), 50 + ((seed[10] ?? 0) % 12)]
  const day = 86_400_000
  // Sent up to three days ago, counted from the start of the current day so that the story holds for a day.
  const start = Math.floor(now / day) * day - ((seed[11] ?? 0) % 4) * day + ((seed[12] ?? 0) % 8) * 3_600_000
  const plan: [City, Stop['status']][] = [
    [from, { en: 'Picked up', zh: '已揽收' }],
    [from, { en: 'Left the sorting centre', zh: '离开分拣中心' }],
    [hub, { en: 'Arrived at the hub', zh: '到达转运中心' }],
    [to, { en: 'Arrived in the destination city', zh: '到达目的城市' }],
    [to, { en: 'Out for delivery', zh: '派送中' }],
    [to, { en: 'Delivered to the parcel locker', zh: '已签收（快递柜）' }],
  ]
  const stops = plan
    .map(([city, status], index) => ({ city, status, at: start + (hours[index] ?? 0) * 3_600_000 }))
    .filter(({ at }, index) => at <= now || index === 0)
    .map(({ city, status, at }) => ({
      city,
      status,
      time: new Date(at + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' '),
    }))
  return { number, carrier, from, to, stops, isDelivered: stops.length === plan.length }
}

function findHub(from: City, to: City): City {
  const hubs = cities.filter(
    ({ zh }) =>
      ['武汉', '郑州', '杭州', '广州', '西安', '成都'].includes(zh) && zh !== from.zh && zh !== to.zh,
  )
  const detour = (city: City) => distanceBetween(from, city) + distanceBetween(city, to)
  return hubs.reduce((best, city) => (detour(city) < detour(best) ? city : best), hubs[0] ?? from)
}
