/**
 * Joins the pieces of calls of tools that run at upstream (assistants, AllTools): input and output come in chunks of
 * their own, the output without a call id, the input perhaps in fragments, the output perhaps in several chunks
 * (api-facts §4.4, §5.1). Tells one `tool-start` and one `tool-end` for each call, and the pictures and files that it
 * made. Pure.
 */
import * as z from 'zod'
import type { AnswerMedia } from '@/lib/runs/events'
import type { Answer } from './answer'
import { hostedKind, toText, unknownKind } from './hosted-tool-kinds'
import type { HostedKind } from './hosted-tool-kinds'
import { toJson, tryParseJson } from './json'
import { anything, looseText } from './loose'
import type { CompletionNode } from './models/completion'

/** Calls of one answer, and characters of JSON of all their pieces; what comes after them is left out. */
export const maxToolCalls = 1_000
export const maxToolLength = 16 * 1024 * 1024

/** One item of `tool_calls`; `call` is all of it. */
export type HostedToolChunk = {
  type: string | null
  id: string | null
  call: Record<string, unknown>
}

export type HostedTools = {
  /** @param receivedAt epoch ms */
  read(chunk: HostedToolChunk, receivedAt: number): void
  /**
   * Something else is said: what a call was given is whole, and calls that have output are over, because more of it
   * would have come by now.
   */
  settle(): void
}

/** What stands in a tool call under the name of its type. */
const bodySchema = z.object({
  /** Of a function. */
  name: looseText,
  arguments: anything,
  input: anything,
  outputs: anything,
  output: anything,
})

type Piece = {
  type: string
  kind: HostedKind
  id: string | null
  name: string | null
  /** Null when the piece is about output. */
  input: string | null
  outputs: unknown[] | null
}

type Call = {
  type: string
  kind: HostedKind
  id: string | null
  name: string | null
  input: string | null
  /** What `tool-start` told of the input; null without one. */
  told: string | null
  startedAt: number
  outputs: unknown[] | null
  outputAt: number
}

/**
 * @param node where the calls appear in the timeline
 * @param mediaPrefix of the ids of what the tools made, which must be unique in a run
 */
export function createHostedTools(answer: Answer, node: CompletionNode, mediaPrefix: string): HostedTools {
  const media = new Set<string>()
  /** The latest last. */
  let open: Call[] = []
  let count = 0
  let length = 0

  function read(chunk: HostedToolChunk, receivedAt: number): void {
    length += toJson(chunk.call).length
    if (length > maxToolLength) return answer.addNotice('event_limit')
    const piece = readPiece(chunk)
    if (piece.input !== null) addInput(piece, piece.input, receivedAt)
    if (piece.outputs !== null) addOutputs(piece, piece.outputs, receivedAt)
  }

  function addInput(piece: Piece, input: string, at: number): void {
    endAnswered()
    const known = open.findLast((call) => isOf(call, piece))
    if (known) {
      known.input = joinInputs(known.type, known.input ?? '', input)
      return
    }
    const call = begin(piece)
    if (!call) return
    call.input = input
    call.startedAt = at
    // Fragments come with an id; what comes without one is whole, and may take long.
    if (piece.id === null) tellStart(call)
  }

  function tellStart(call: Call): void {
    const { kind, input, told, startedAt } = call
    if (input === null || told !== null) return
    call.told = input
    answer.tell({
      type: 'tool-start',
      ...node,
      name: nameOf(call),
      input: kind.toInput(input),
      at: startedAt,
    })
  }

  function addOutputs(piece: Piece, outputs: unknown[], at: number): void {
    const call = findForOutput(piece) ?? begin(piece)
    if (!call) return
    tellStart(call)
    call.outputs ??= []
    for (const output of outputs) call.outputs.push(output)
    call.outputAt = at
    for (const url of call.kind.picturesOf(outputs)) addMedia(url, { kind: 'image', url })
    for (const file of call.kind.filesOf(outputs))
      addMedia(file, { kind: 'code', code: null, file, text: null })
  }

  /** Outputs name no call: they belong to the latest open one of their type; calls of one name are answered in order. */
  function findForOutput(piece: Piece): Call | undefined {
    const latest = open.findLast((call) => isOf(call, piece))
    const isSilent = (call: Call) => call.outputs === null && call.name === latest?.name && isOf(call, piece)
    return open.find(isSilent) ?? latest
  }

  /** One picture may be named in several outputs. */
  function addMedia(address: string, piece: AnswerMedia): void {
    if (media.has(address)) return
    media.add(address)
    answer.addPiece({ type: 'media', mediaId: `${mediaPrefix}-${media.size}`, media: piece })
  }

  function begin({ type, kind, id, name }: Piece): Call | null {
    if (++count > maxToolCalls) {
      answer.addNotice('event_limit')
      return null
    }
    const call: Call = {
      type,
      kind,
      id,
      name,
      input: null,
      told: null,
      startedAt: 0,
      outputs: null,
      outputAt: 0,
    }
    open.push(call)
    return call
  }

  function settle(): void {
    for (const call of open) tellStart(call)
    endAnswered()
  }

  function endAnswered(): void {
    for (const call of open) {
      if (call.outputs === null) continue
      const { kind, input, told, outputs, outputAt } = call
      answer.tell({
        type: 'tool-end',
        ...node,
        name: nameOf(call),
        input: input === null || input === told ? null : kind.toInput(input),
        output: kind.toOutput(outputs),
        at: outputAt,
      })
    }
    open = open.filter((call) => call.outputs === null)
  }

  return { read, settle }
}

function nameOf({ name, kind }: Call): string {
  return name ?? kind.name
}

/** What one item of `tool_calls` says; what has neither input nor output is kept whole, as output. */
function readPiece({ type: given, id: givenId, call }: HostedToolChunk): Piece {
  const type = given?.toLowerCase() || 'unknown'
  const id = givenId || null
  const body = bodySchema.safeParse(call[type]).data
  const name = body?.name || null
  const output = body?.outputs ?? body?.output ?? null
  // A function without arguments is only named when it begins.
  const isBare = name !== null && output === null
  const input = body?.input ?? body?.arguments ?? (isBare ? '' : null)
  if (input === null && output === null)
    return { type, kind: unknownKind(type), id, name, input: null, outputs: [call] }
  const outputs: unknown[] | null = output === null || Array.isArray(output) ? output : [output]
  const hasOutputs = outputs !== null && outputs.length > 0
  // An empty field beside a full one only fills the layout.
  const isInput = input !== null && (input !== '' || !hasOutputs)
  return {
    type,
    kind: hostedKind(type),
    id,
    name,
    input: isInput ? toText(input) : null,
    outputs: isInput && !hasOutputs ? null : outputs,
  }
}

/** Whether nothing says that a piece is not of this call. */
function isOf(call: Call, { kind, id, name }: Piece): boolean {
  return (
    call.kind.name === kind.name &&
    (id === null || call.id === null || call.id === id) &&
    (name === null || call.name === null || call.name === name)
  )
}

/** Fragments of one input, or several inputs before the first output: those stand on lines of their own. */
function joinInputs(type: string, before: string, after: string): string {
  const isNext =
    (type === 'web_browser' && /^\s*\w+\(/.test(after) && before.trimEnd().endsWith(')')) ||
    (type === 'function' && /^\s*\{/.test(after) && tryParseJson(before) !== undefined)
  return isNext ? `${before}\n${after}` : before + after
}
