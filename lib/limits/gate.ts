/** Lets at most `width` tasks through at a time; the others wait in the order in which they came. Pure. */
export function createGate(width: number): <Result>(task: () => Promise<Result>) => Promise<Result> {
  const waiting: (() => void)[] = []
  let inside = 0
  return async (task) => {
    if (inside >= width) await new Promise<void>((resolve) => waiting.push(resolve))
    else inside++
    try {
      return await task()
    } finally {
      // The place goes to the next in line, without being free in between.
      const next = waiting.shift()
      if (next) next()
      else inside--
    }
  }
}
