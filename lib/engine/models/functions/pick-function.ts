/** Which of the offered functions fits the question, and what it is called with. */
import { tokenize } from '../../index/tokenize'
import type { FunctionTool } from '../chat-request'
import type { ToolResult } from '../dialogue'
import { findExpression } from './arithmetic'
import { fillArguments } from './fill-arguments'
import { findConversion, withoutConversion } from './units'
import { asksForTime, findZone } from './zones'

export type PickedCall = { name: string; arguments: string }

type Skill = {
  /** Of the function's name. */
  name: RegExp
  /** What it is called with, by the meaning of its parameters; null when the question asks for something else. */
  read(question: string): Record<string, string | number> | null
}

const skills: Skill[] = [
  {
    name: /convert|units?\b/i,
    read: (question) => {
      const found = findConversion(question)
      return found ? { value: found.value, from: found.from, to: found.to } : null
    },
  },
  {
    name: /calc|math|arithmetic|evaluate/i,
    read: (question) => {
      const expression = findExpression(withoutConversion(question))
      return expression === null ? null : { expression }
    },
  },
  {
    name: /time|clock|date|now\b/i,
    read: (question) => {
      if (!asksForTime(question)) return null
      const zone = findZone(question)
      return zone === null ? {} : { zone }
    },
  },
]

/** One at a time: the documents say one function a call. Null when none fits, or those that fit were called. */
export function pickFunction(
  tools: FunctionTool[],
  question: string,
  called: ToolResult[],
): PickedCall | null {
  const open = tools.filter(({ name }) => called.every((result) => result.name !== name))
  for (const tool of open) {
    const skill = skills.find(({ name }) => name.test(tool.name.replaceAll('_', ' ')))
    const meant = skill?.read(question)
    if (meant) return { name: tool.name, arguments: fillArguments(tool, question, meant) }
  }
  const others = open.filter(
    ({ name }) => !skills.some((skill) => skill.name.test(name.replaceAll('_', ' '))),
  )
  const fitting = pickByWords(others, question)
  return fitting ? { name: fitting.name, arguments: fillArguments(fitting, question, {}) } : null
}

/** The tool whose name and description share most with the question. */
export function pickByWords<Tool extends { name: string; description?: string | undefined }>(
  tools: Tool[],
  question: string,
): Tool | null {
  const asked = new Set(tokenize(question))
  const scored = tools
    .map((tool) => {
      const inName = countShared(tool.name.replace(/[_.-]+/g, ' '), asked)
      return { tool, score: inName * 2 + countShared(tool.description ?? '', asked) }
    })
    .filter(({ score }) => score >= 2)
    .sort((left, right) => right.score - left.score)
  return scored[0]?.tool ?? null
}

function countShared(text: string, asked: Set<string>): number {
  const terms = new Set(tokenize(text).filter((term) => !/^\p{Script=Han}$/u.test(term)))
  // A pair of Chinese characters says more than one English word.
  return [...terms]
    .filter((term) => asked.has(term))
    .reduce((sum, term) => sum + (/\p{Script=Han}/u.test(term) ? 2 : 1), 0)
}
