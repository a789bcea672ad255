import 'server-only'

/** Counts what each key did within the last `windowMs`; bounded in memory by forgetting idle keys. */
export function createSlidingWindow(windowMs: number) {
  const times = new Map<string, number[]>()
  return {
    /** Records one more at `now`. @returns 0 when it is within `limit`, else how many ms to wait */
    take(key: string, limit: number, now: number): number {
      const recent = recentTimes(key, now)
      const waitMs = waitWithin(recent, limit, now)
      if (waitMs > 0) return waitMs
      recent.push(now)
      times.delete(key)
      times.set(key, recent)
      forgetIdle(now)
      return 0
    },
    /** @returns how many ms to wait until one more is within `limit`, 0 when it is now; records nothing */
    waitFor(key: string, limit: number, now: number): number {
      return waitWithin(recentTimes(key, now), limit, now)
    },
  }

  function recentTimes(key: string, now: number): number[] {
    return (times.get(key) ?? []).filter((time) => time > now - windowMs)
  }

  function waitWithin(recent: number[], limit: number, now: number): number {
    const oldest = recent[recent.length - limit]
    return oldest === undefined ? 0 : oldest + windowMs - now
  }

  function forgetIdle(now: number): void {
    for (const [key, recent] of times) {
      const last = recent.at(-1) ?? 0
      if (last > now - windowMs && times.size < maxKeys) return
      times.delete(key)
    }
  }
}

const maxKeys = 100_000
