/**
 * Joins the pieces of function calls (api-facts §4.3, D24): by their index, then their id, then their place in the list.
 * A call is told once all of it is there; running it is not our affair. Pure.
 */
import type { Answer } from '../answer'
import { toJson, tryParseJson } from '../json'
import type { CompletionNode, FunctionCall } from './completion'
import type { WireToolCall } from './wire'

/** Calls of one answer; further ones are left out. */
export const maxFunctionCalls = 128
/** Characters of the arguments of one answer; what comes after them is left out. */
export const maxArgumentsLength = 1024 * 1024

export type FunctionCalls = {
  /** @param place of the piece in its list */
  read(piece: WireToolCall, place: number): void
  /** No more pieces follow: tells what has not been told. @param at epoch ms */
  settle(at: number): void
  hasAny(): boolean
  /** @param isCut the answer ended early, so that the last call may be incomplete */
  list(isCut: boolean): FunctionCall[]
}

type OpenCall = FunctionCall & { index: number | null; isTold: boolean }

export function createFunctionCalls(answer: Answer, node: CompletionNode): FunctionCalls {
  const calls: OpenCall[] = []
  let length = 0

  function read(piece: WireToolCall, place: number): void {
    const name = piece.function?.name ?? ''
    const given = piece.function?.arguments ?? ''
    const text = typeof given === 'string' ? given : toJson(given)
    length += text.length
    const call = find(piece, name, place) ?? begin(piece)
    if (!call || length > maxArgumentsLength) return answer.addNotice('event_limit')
    call.name ||= name
    // An object is whole, a text may be a piece.
    call.arguments = typeof given === 'string' ? call.arguments + text : text
    answer.understand()
    answer.markAnswered()
  }

  function find({ index, id }: WireToolCall, name: string, place: number): OpenCall | undefined {
    // Some servers give every call the index 0; another id with a name is another call.
    const isOther = (call: OpenCall) => Boolean(id) && name !== '' && call.id !== '' && call.id !== id
    if (index !== null && index !== undefined)
      return calls.findLast((call) => call.index === index && !isOther(call))
    if (id) return calls.findLast((call) => call.id === id)
    // A name begins a call, unless that call is still without one.
    const known = calls.length === 1 ? calls[0] : calls[place]
    return name !== '' && known?.name ? undefined : (known ?? calls.at(-1))
  }

  function begin({ index, id }: WireToolCall): OpenCall | null {
    if (calls.length >= maxFunctionCalls) return null
    const call = { id: id ?? '', name: '', arguments: '', index: index ?? null, isTold: false }
    calls.push(call)
    return call
  }

  function settle(at: number): void {
    calls.forEach((call, place) => {
      if (call.isTold) return
      call.isTold = true
      call.id ||= `call_${place}`
      call.arguments ||= '{}'
      const input = { kind: 'function' as const, parameters: call.arguments }
      answer.tell({ type: 'tool-start', ...node, name: call.name, input, at })
    })
  }

  return {
    read,
    settle,
    hasAny: () => calls.length > 0,
    list: (isCut) =>
      calls
        .filter((call) => !isCut || tryParseJson(call.arguments) !== undefined)
        .map(({ id, name, arguments: given }) => ({ id, name, arguments: given })),
  }
}
