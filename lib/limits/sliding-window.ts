import 'server-only'

/** Counts what each key did within the last `windowMs`; bounded in memory by forgetting idle keys. */
export function createSlidingWindow(windowMs: number) {
  const times = new Map<string, number[]>()
  return {
    /** Records one more at `now`. @returns 0 when it is within `limit`, else how many ms to wait */
    take(key: string, limit: number, now: number): number {
      const recent = (times.get(key) ?? []).filter((time) => time > now - windowMs)
      const oldest = recent[recent.length - limit]
      if (oldest !== undefined) return oldest + windowMs - now
      recent.push(now)
      times.delete(key)
      times.set(key, recent)
      forgetIdle(now)
      return 0
    },
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
