'use client'

import { useEffect, useState } from 'react'
import { SheetError } from './limits'
import type { SheetProblem, SheetRows } from './limits'
import { openSheet } from './open-sheet'
import type { OpenSheet } from './open-sheet'

export type OpenedSheet =
  { state: 'opening' } | { state: 'open'; sheet: OpenSheet } | { state: 'failed'; problem: SheetProblem }

/** Another `attempt` opens anew what could not be opened. */
export function useSheet(url: string, attempt: number): OpenedSheet {
  const [opened, setOpened] = useState<{ key: string; result: OpenedSheet } | null>(null)
  const key = `${attempt} ${url}`
  useEffect(() => {
    let isGone = false
    const { sheet, close } = openSheet(url)
    const settle = (result: OpenedSheet) => {
      if (!isGone) setOpened({ key, result })
    }
    sheet.then(
      (loaded) => settle({ state: 'open', sheet: loaded }),
      (error: unknown) => settle({ state: 'failed', problem: problemOf(error) }),
    )
    return () => {
      isGone = true
      close()
    }
  }, [url, key])
  return opened?.key === key ? opened.result : { state: 'opening' }
}

/** Rows of one sheet; null while they are read. */
export function useRows(sheet: OpenSheet, index: number): SheetRows | SheetProblem | null {
  const [read, setRead] = useState<{ index: number; rows: SheetRows | SheetProblem } | null>(null)
  useEffect(() => {
    let isGone = false
    const settle = (rows: SheetRows | SheetProblem) => {
      if (!isGone) setRead({ index, rows })
    }
    sheet.read(index).then(settle, (error: unknown) => settle(problemOf(error)))
    return () => {
      isGone = true
    }
  }, [sheet, index])
  return read?.index === index ? read.rows : null
}

function problemOf(error: unknown): SheetProblem {
  return error instanceof SheetError ? error.problem : 'broken'
}
