import { FunctionProblem } from './problem'

/** Pure. */
export function currentTime(timeZone: string, now: Date): object {
  let parts: Record<string, string>
  try {
    const format = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
      weekday: 'long',
      timeZoneName: 'longOffset',
    })
    parts = Object.fromEntries(format.formatToParts(now).map(({ type, value }) => [type, value]))
  } catch {
    throw new FunctionProblem(`There is no time zone "${timeZone}". Use an IANA name such as Europe/Berlin.`)
  }
  return {
    time_zone: timeZone,
    date: `${parts['year']}-${parts['month']}-${parts['day']}`,
    time: `${parts['hour']}:${parts['minute']}:${parts['second']}`,
    weekday: parts['weekday'],
    utc_offset: (parts['timeZoneName'] ?? '').replace('GMT', '') || '+00:00',
    iso: now.toISOString(),
  }
}
