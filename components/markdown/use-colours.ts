'use client'

import { useEffect, useState } from 'react'
import type { Token } from './highlighter'
import type { Language } from './languages'
import { limits } from './limits'
import { enqueue } from './work-queue'

/** Lines that are drawn and memoised together. */
export const linesPerGroup = 24

/** Groups that are coloured in one go; a string or comment that crosses their edge is the price of short tasks. */
const groupsPerJob = 6

/** The tokens of each group of lines, as far as they have been found; null without a language or beyond the limits. */
export function useColours(code: string, language: Language | null): readonly Token[][][] | null {
  const [colours, setColours] = useState<{ code: string; groups: Token[][][] } | null>(null)

  useEffect(() => {
    if (!language || code.length > limits.colouredCode) return
    const jobs: (() => void)[] = []
    let isWanted = true
    void loadHighlighter(language).then((highlighter) => {
      if (!isWanted || !highlighter) return
      const lines = code.split('\n')
      const step = linesPerGroup * groupsPerJob
      // The queue takes the newest first, so the last lines are handed over first.
      for (let start = lines.length - (lines.length % step); start >= 0; start -= step) {
        const piece = lines.slice(start, start + step)
        if (piece.length === 0) continue
        jobs.push(
          enqueue(() => {
            const groups = toGroups(highlighter.toTokens(piece.join('\n'), language.id))
            setColours((before) => {
              const merged = before?.code === code ? [...before.groups] : []
              for (const [index, group] of groups.entries()) merged[start / linesPerGroup + index] = group
              return { code, groups: merged }
            })
          }),
        )
      }
    })
    return () => {
      isWanted = false
      for (const withdraw of jobs) withdraw()
    }
  }, [code, language])

  return colours?.code === code ? colours.groups : null
}

/** Fetches the highlighter ahead of need; a failure is met again, and handled, when it is needed. */
export async function preloadHighlighter(): Promise<void> {
  await import('./highlighter').catch(() => null)
}

/** The highlighter with this language ready, or null when it cannot be fetched: then code stays as it is. */
async function loadHighlighter(language: Language) {
  try {
    const highlighter = await import('./highlighter')
    await highlighter.prepareLanguage(language)
    return highlighter
  } catch {
    return null
  }
}

function toGroups(lines: Token[][]): Token[][][] {
  const groups: Token[][][] = []
  for (let start = 0; start < lines.length; start += linesPerGroup) {
    groups.push(lines.slice(start, start + linesPerGroup))
  }
  return groups
}
