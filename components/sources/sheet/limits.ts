/** What is read of a sheet at most; the viewer says so when something was left out. */
export const sheetLimits = {
  bytes: 100 * 1024 * 1024,
  /** All XML of a workbook, unpacked: a small archive can hold a very large text. */
  unpackedBytes: 200 * 1024 * 1024,
  sheets: 20,
  rows: 50_000,
  columns: 200,
  /** One cell. */
  characters: 2_000,
  ms: 45_000,
}

export type SheetProblem = 'gone' | 'unreachable' | 'broken' | 'tooLarge' | 'tooSlow'

export class SheetError extends Error {
  readonly problem: SheetProblem

  constructor(problem: SheetProblem, cause?: unknown) {
    super(problem, { cause })
    this.name = 'SheetError'
    this.problem = problem
  }
}

export type SheetRows = {
  /** Row 1 first; every cell as it is shown. */
  rows: string[][]
  isCut: { rows: boolean; columns: boolean }
}
