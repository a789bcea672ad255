import 'server-only'
import { parseIds } from '@/lib/conversations/message-inputs'
import { pathTo } from '@/lib/conversations/message-tree'
import { db } from '@/lib/db/client'
import type { UploadRow } from '@/lib/db/schema'
import { parseSnapshot } from '@/lib/runs/run-store'
import { findUploadRows } from '@/lib/uploads/queries'
import type { AnswerPart, Run } from '@/lib/runs/run'

/** What was said at one place of a conversation. */
export type Turn =
  | { role: 'person'; text: string; files: UploadRow[]; missingFiles: number }
  /** `audioId`: upstream's name for the sound that the answer was. */
  | { role: 'answer'; text: string; audioId: string | null }

/** Bytes of UTF-8 that go along before the question; whole turns are left out from the oldest on. */
export const maxHistoryBytes = 384 * 1024
/** Turns that are looked at. */
const maxTurns = 400

/**
 * Exactly the visible path of a conversation up to a question, oldest first, the question last. What was withdrawn is
 * left out together with its question: sent again, upstream would withdraw everything. An answer of which nothing came
 * is left out alone, and questions that then follow each other become one turn.
 */
export async function readHistory(
  userId: string,
  conversationId: string,
  userMessageId: string,
): Promise<Turn[]> {
  const nodes = await db()
    .selectFrom('messages')
    .select(['id', 'parent_id'])
    .where('conversation_id', '=', conversationId)
    .where('user_id', '=', userId)
    .execute()
  const path = pathTo(nodes, userMessageId).slice(-maxTurns)
  const rows = await db()
    .selectFrom('messages')
    .leftJoin('runs', 'runs.id', 'messages.run_id')
    .select(['messages.id', 'messages.role', 'messages.text', 'messages.attachments', 'runs.snapshot'])
    .where('messages.id', 'in', path)
    .execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  const uploads = new Map(
    (
      await findUploadRows(
        userId,
        rows.flatMap(({ attachments }) => parseIds(attachments)),
      )
    ).map((row) => [row.id, row]),
  )
  const turns: Turn[] = []
  for (const id of path) {
    const row = byId.get(id)
    if (!row) continue
    if (row.role === 'person') {
      const ids = parseIds(row.attachments)
      const files = ids.flatMap((fileId) => uploads.get(fileId) ?? [])
      addQuestion(turns, { role: 'person', text: row.text, files, missingFiles: ids.length - files.length })
    } else addAnswer(turns, row.text, row.snapshot === null ? null : parseSnapshot(row.snapshot))
  }
  return withinBudget(turns)
}

function addQuestion(turns: Turn[], turn: Extract<Turn, { role: 'person' }>): void {
  const last = turns.at(-1)
  if (last?.role !== 'person') return void turns.push(turn)
  turns[turns.length - 1] = {
    role: 'person',
    text: [last.text, turn.text].filter((text) => text !== '').join('\n\n'),
    files: [...last.files, ...turn.files],
    missingFiles: last.missingFiles + turn.missingFiles,
  }
}

function addAnswer(turns: Turn[], text: string, run: Run | null): void {
  if (run?.isRetracted) return void turns.pop()
  const audioId = run?.parts.map(audioIdOf).find((id) => id !== null) ?? null
  const shown = text !== '' ? text : (run?.parts.map(markOf).join(' ').trim() ?? '')
  if (shown !== '' || audioId !== null) turns.push({ role: 'answer', text: shown, audioId })
}

function audioIdOf(part: AnswerPart): string | null {
  return part.type === 'media' && part.media.kind === 'audio' ? part.mediaId : null
}

/** Stands for what an answer showed instead of words. */
function markOf(part: AnswerPart): string {
  if (part.type !== 'media') return ''
  return part.media.kind === 'image' || part.media.kind === 'video' ? `[${part.media.kind}]` : ''
}

/** The question always goes; what is left begins with a question. */
function withinBudget(turns: Turn[]): Turn[] {
  let bytes = 0
  const start = turns.findLastIndex((turn, index) => {
    if (index === turns.length - 1) return false
    bytes += Buffer.byteLength(turn.text)
    return bytes > maxHistoryBytes
  })
  const kept = turns.slice(start + 1)
  const first = kept.findIndex(({ role }) => role === 'person')
  return kept.slice(Math.max(0, first))
}
