import 'server-only'
import { db } from '@/lib/db/client'
import type { ConversationRow, MessageRow } from '@/lib/db/schema'
import { AppError } from '@/lib/errors'
import { findLiveRun } from '@/lib/runs/live-runs'
import { reduceRun } from '@/lib/runs/reducer'
import { emptyRun } from '@/lib/runs/run'
import type { Run } from '@/lib/runs/run'
import { parseSnapshot, readEvents } from '@/lib/runs/run-store'
import { runWithoutTimeline } from '@/lib/runs/without-timeline'
import { chatSettingsSchema } from '@/lib/targets/settings'
import type { ChatSettings } from '@/lib/targets/settings'
import { findUploads } from '@/lib/uploads/queries'
import type { Upload } from '@/lib/uploads/schema'
import { parseIds, parseInputs } from './message-inputs'
import { latestLeaf, pathTo, versionsOf } from './message-tree'
import type { ConversationList, ConversationSummary, Message, Transcript } from './schema'

/** Conversations on one page of the sidebar. */
export const conversationsPerPage = 40
/** Messages on one page of a transcript. */
export const messagesPerPage = 24

/**
 * The person's conversations, the newest first.
 *
 * @param before `nextCursor` of the page above
 */
export async function listConversations(
  userId: string,
  { before }: { before?: string | undefined } = {},
): Promise<ConversationList> {
  const cursor = before === undefined ? null : parseCursor(before)
  const rows = await db()
    .selectFrom('conversations')
    .selectAll()
    .where('user_id', '=', userId)
    .where('deleted_at', 'is', null)
    // Those of a batch are reached from the batch.
    .where('batch_id', 'is', null)
    // Those of a comparison are too, until somebody goes on with one.
    .where('comparison_id', 'is', null)
    .$if(cursor !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('updated_at', 'id'), '<', tuple(cursor?.updatedAt ?? 0, cursor?.id ?? '')),
      ),
    )
    .orderBy('updated_at', 'desc')
    .orderBy('id', 'desc')
    .limit(conversationsPerPage + 1)
    .execute()
  const page = rows.slice(0, conversationsPerPage)
  const last = page.at(-1)
  const activeRuns = await findActiveRuns(page.map((row) => row.id))
  return {
    conversations: page.map((row) => toSummary(row, activeRuns)),
    nextCursor: rows.length > page.length && last ? `${last.updated_at}.${last.id}` : null,
  }
}

/**
 * The visible path of a conversation: its newest page, or the page above the message `before`.
 *
 * @throws AppError `not_found` when it does not exist, is deleted, or is somebody else's
 */
export async function getTranscript(
  userId: string,
  conversationId: string,
  { before, hidesTimeline = false }: { before?: string | undefined; hidesTimeline?: boolean } = {},
): Promise<Transcript> {
  const conversation = await getConversationRow(userId, conversationId)
  const nodes = await db()
    .selectFrom('messages')
    .select(['id', 'parent_id'])
    .where('conversation_id', '=', conversationId)
    .orderBy('id')
    .execute()
  const path = pathTo(nodes, conversation.leaf_message_id)
  const end = before === undefined ? path.length : path.indexOf(before)
  if (end < 0) throw new AppError('not_found')
  const start = Math.max(0, end - messagesPerPage)
  const ids = path.slice(start, end)
  const versions = versionsOf(nodes)
  const [rows, runs, activeRuns] = await Promise.all([
    ids.length === 0 ? [] : db().selectFrom('messages').selectAll().where('id', 'in', ids).execute(),
    findRuns(ids, hidesTimeline),
    findActiveRuns([conversationId]),
  ])
  const byId = new Map(rows.map((row) => [row.id, row]))
  const files = await findFilesOf(userId, rows)
  return {
    conversation: toSummary(conversation, activeRuns),
    messages: ids.flatMap((id) => {
      const row = byId.get(id)
      return row ? [toMessage(row, versions(row.parent_id), runs, files)] : []
    }),
    earlierCursor: start > 0 ? (path[start] ?? null) : null,
    settings: parseSettings(conversation.settings),
  }
}

/** @throws AppError `not_found` */
export async function getConversationRow(userId: string, conversationId: string): Promise<ConversationRow> {
  const row = await db()
    .selectFrom('conversations')
    .selectAll()
    .where('id', '=', conversationId)
    .where('user_id', '=', userId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (!row) throw new AppError('not_found')
  return row
}

/** @throws AppError `not_found` */
export async function getSummary(userId: string, conversationId: string): Promise<ConversationSummary> {
  return toSummary(await getConversationRow(userId, conversationId), await findActiveRuns([conversationId]))
}

/** The end of the newest branch below a message of the conversation. @throws AppError `not_found` */
export async function findLatestLeaf(conversationId: string, messageId: string): Promise<string> {
  const nodes = await db()
    .selectFrom('messages')
    .select(['id', 'parent_id'])
    .where('conversation_id', '=', conversationId)
    .orderBy('id')
    .execute()
  if (!nodes.some((node) => node.id === messageId)) throw new AppError('not_found')
  return latestLeaf(nodes, messageId)
}

function toSummary(row: ConversationRow, activeRuns: Map<string, string>): ConversationSummary {
  return {
    id: row.id,
    title: row.title,
    target: { family: row.family, id: row.target_id },
    updatedAt: row.updated_at,
    activeRunId: activeRuns.get(row.id) ?? null,
  }
}

function toMessage(
  row: MessageRow,
  versions: string[],
  runs: Map<string, Run>,
  files: Map<string, Upload>,
): Message {
  const base = { id: row.id, createdAt: row.created_at, versions }
  if (row.role === 'person') {
    const named = (ids: string[]) => ids.flatMap((id) => files.get(id) ?? [])
    return {
      ...base,
      role: 'person',
      text: row.text,
      inputs: parseInputs(row.inputs).map((input) => ({ ...input, uploads: named(input.uploads) })),
      attachments: named(parseIds(row.attachments)),
    }
  }
  return { ...base, role: 'answer', run: runs.get(row.id) ?? { ...emptyRun, answerMessageId: row.id } }
}

/** The files that the questions name, also those whose copies are gone. */
async function findFilesOf(userId: string, rows: MessageRow[]): Promise<Map<string, Upload>> {
  const ids = rows.flatMap((row) => [
    ...parseIds(row.attachments),
    ...parseInputs(row.inputs).flatMap((input) => input.uploads),
  ])
  const uploads = await findUploads(userId, [...new Set(ids)])
  return new Map(uploads.map((upload) => [upload.id, upload]))
}

async function findActiveRuns(conversationIds: string[]): Promise<Map<string, string>> {
  if (conversationIds.length === 0) return new Map()
  const rows = await db()
    .selectFrom('runs')
    .select(['id', 'conversation_id'])
    .where('conversation_id', 'in', conversationIds)
    .where('status', 'in', ['waiting', 'answering'])
    .execute()
  return new Map(rows.map((row) => [row.conversation_id, row.id]))
}

/** The runs behind answer messages, as far as they are: live from memory, ended from their snapshot, else the log. */
async function findRuns(messageIds: string[], hidesTimeline: boolean): Promise<Map<string, Run>> {
  if (messageIds.length === 0) return new Map()
  const rows = await db()
    .selectFrom('runs')
    .select(['id', 'answer_message_id', 'snapshot'])
    .where('answer_message_id', 'in', messageIds)
    .execute()
  const runs = await Promise.all(
    rows.map(async (row): Promise<[string, Run]> => {
      if (row.snapshot) return [row.answer_message_id, parseSnapshot(row.snapshot)]
      const live = findLiveRun(row.id)
      if (live) return [row.answer_message_id, live.log.head().run]
      return [row.answer_message_id, (await readEvents(row.id)).reduce(reduceRun, emptyRun)]
    }),
  )
  return new Map(hidesTimeline ? runs.map(([id, run]) => [id, runWithoutTimeline(run)]) : runs)
}

/** Null for what an older version stored and nobody understands any more. */
export function parseSettings(json: string | null): ChatSettings | null {
  return json === null ? null : (chatSettingsSchema.safeParse(JSON.parse(json)).data ?? null)
}

function parseCursor(cursor: string): { updatedAt: number; id: string } {
  const [, updatedAt, id] = /^(\d{1,15})\.([A-Za-z0-9-]{1,64})$/.exec(cursor) ?? []
  if (updatedAt === undefined || id === undefined) throw new AppError('invalid_request')
  return { updatedAt: Number(updatedAt), id }
}
