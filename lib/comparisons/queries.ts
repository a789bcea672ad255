import 'server-only'
import { getTranscript } from '@/lib/conversations/queries'
import type { Transcript } from '@/lib/conversations/schema'
import { db } from '@/lib/db/client'
import type { ComparisonRow } from '@/lib/db/schema'
import { AppError } from '@/lib/errors'
import { missingTarget } from '@/lib/targets/missing-target'
import { findTarget } from '@/lib/targets/queries'
import type { Target, TargetCard } from '@/lib/targets/schema'
import { parseLanes } from './lanes'
import type { Comparison, ComparisonSummary } from './schema'

/** Comparisons in the list: the newest ones. */
export const maxListedComparisons = 100

/** The person's comparisons, the newest first. */
export async function listComparisons(userId: string): Promise<ComparisonSummary[]> {
  const rows = await db()
    .selectFrom('comparisons')
    .selectAll()
    .where('user_id', '=', userId)
    .where('deleted_at', 'is', null)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(maxListedComparisons)
    .execute()
  return Promise.all(
    rows.map(async (row) => ({
      id: row.id,
      question: row.question,
      createdAt: row.created_at,
      names: await Promise.all(parseLanes(row).map(async ({ target }) => (await cardOf(target)).name)),
    })),
  )
}

/** @throws AppError `not_found` when it does not exist, is deleted, or is somebody else's */
export async function getComparison(
  userId: string,
  comparisonId: string,
  { hidesTimeline = false }: { hidesTimeline?: boolean } = {},
): Promise<Comparison> {
  const row = await getComparisonRow(userId, comparisonId)
  const conversations = await db()
    .selectFrom('conversations')
    .select(['id', 'comparison_lane'])
    .where('comparison_id', '=', comparisonId)
    .where('user_id', '=', userId)
    .where('deleted_at', 'is', null)
    .execute()
  const ids = new Map(conversations.map(({ id, comparison_lane }) => [comparison_lane, id]))
  const lanes = await Promise.all(
    parseLanes(row).map(async ({ target, settings, pickedConversationId }, lane) => {
      const conversationId = pickedConversationId ?? ids.get(lane) ?? null
      return {
        target,
        settings,
        card: await cardOf(target),
        transcript: await findTranscript(userId, conversationId, hidesTimeline),
        isPicked: pickedConversationId !== null,
      }
    }),
  )
  return { id: row.id, question: row.question, createdAt: row.created_at, lanes }
}

/** @throws AppError `not_found` */
export async function getComparisonRow(userId: string, comparisonId: string): Promise<ComparisonRow> {
  const row = await db()
    .selectFrom('comparisons')
    .selectAll()
    .where('id', '=', comparisonId)
    .where('user_id', '=', userId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (!row) throw new AppError('not_found')
  return row
}

async function cardOf(target: Target): Promise<TargetCard> {
  return (await findTarget(target)) ?? missingTarget(target)
}

/** Null before the question has come, and when somebody deleted the conversation that was gone on with. */
async function findTranscript(
  userId: string,
  conversationId: string | null,
  hidesTimeline: boolean,
): Promise<Transcript | null> {
  if (conversationId === null) return null
  try {
    return await getTranscript(userId, conversationId, { hidesTimeline })
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return null
    throw error
  }
}
