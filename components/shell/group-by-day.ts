/** Where a moment stands when seen from now, in whole calendar days of one time zone. Pure. */

export type DayGroup =
  | { kind: 'today' | 'yesterday' | 'previous7Days' | 'previous30Days' }
  /** `month` is epoch ms of a moment in it. */
  | { kind: 'month'; month: number }

const dayMs = 86_400_000

/**
 * @param items newest first, `updatedAt` in epoch ms
 * @param timeZone IANA name; days begin at its midnight
 * @returns the items in their order, split into groups; none is empty, and no group comes twice in a row
 */
export function groupByDay<Item extends { updatedAt: number }>(
  items: readonly Item[],
  now: number,
  timeZone: string,
): { key: string; group: DayGroup; items: Item[] }[] {
  const dayOf = dayCounter(timeZone)
  const today = dayOf(now).day
  const groups: { key: string; group: DayGroup; items: Item[] }[] = []
  for (const item of items) {
    const { day, month } = dayOf(item.updatedAt)
    const group = groupOfAge(today - day, item.updatedAt)
    const key = group.kind === 'month' ? month : group.kind
    const last = groups.at(-1)
    if (last?.key === key) last.items.push(item)
    else groups.push({ key, group, items: [item] })
  }
  return groups
}

function groupOfAge(days: number, moment: number): DayGroup {
  if (days <= 0) return { kind: 'today' }
  if (days === 1) return { kind: 'yesterday' }
  if (days <= 7) return { kind: 'previous7Days' }
  if (days <= 30) return { kind: 'previous30Days' }
  return { kind: 'month', month: moment }
}

function dayCounter(timeZone: string): (moment: number) => { day: number; month: string } {
  const format = new Intl.DateTimeFormat('en', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  })
  return (moment) => {
    const part: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {}
    for (const { type, value } of format.formatToParts(moment)) part[type] = Number(value)
    const { year = 1970, month = 1, day = 1 } = part
    return { day: Math.round(Date.UTC(year, month - 1, day) / dayMs), month: `${year}-${month}` }
  }
}
