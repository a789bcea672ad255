/** Of the six connections that HTTP/1.1 allows for all tabs together, two stay free for everything short. */
const slotCount = 4

/**
 * One of the right to hold a stream open that all tabs share; what gives it back, or null when all are taken. Where
 * the browser has no locks (plain http) or the server speaks HTTP/2, there is nothing to share.
 */
export async function takeStreamSlot(): Promise<(() => void) | null> {
  if (!('locks' in navigator) || isMultiplexed()) return () => {}
  for (let slot = 0; slot < slotCount; slot += 1) {
    const giveBack = await takeLock(`moonlake-stream-${slot}`)
    if (giveBack) return giveBack
  }
  return null
}

function takeLock(name: string): Promise<(() => void) | null> {
  return new Promise((resolve) => {
    navigator.locks
      .request(name, { ifAvailable: true }, (lock) => {
        if (!lock) return resolve(null)
        // The lock is held until this promise is settled.
        return new Promise<void>((release) => resolve(() => release()))
      })
      .catch(() => resolve(null))
  })
}

function isMultiplexed(): boolean {
  const [page] = performance.getEntriesByType('navigation')
  return page instanceof PerformanceNavigationTiming && /^h[23]/.test(page.nextHopProtocol)
}
