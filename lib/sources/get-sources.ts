import 'server-only'
import { agentClient } from '@/lib/agents/upstream'
import { db } from '@/lib/db/client'
import type { RunRow } from '@/lib/db/schema'
import { AppError } from '@/lib/errors'
import { createGate } from '@/lib/limits/gate'
import { logger } from '@/lib/logger'
import { keepAddress } from '@/lib/media/keep-media'
import { processState } from '@/lib/process-state'
import { reduceRun } from '@/lib/runs/reducer'
import { emptyRun, isOver } from '@/lib/runs/run'
import type { Run } from '@/lib/runs/run'
import { parseSnapshot, readEvents } from '@/lib/runs/run-store'
import { assembleDocuments } from './assemble-sources'
import type { AssembledDocument, RetrievalNode } from './assemble-sources'
import { sourcesSchema } from './schema'
import type { SourceDocument, Sources } from './schema'
import { issueTicket } from './tickets'

/** Nodes of one run that upstream is asked about at the same time. */
const maxQuestions = 6
/** Upstream may not know at once where an answer's passages stand. */
const secondAttemptMs = 3_000

const asking = processState('sources', () => new Map<string, Promise<Sources>>())

/**
 * Where an answer comes from: what the platform says of every retrieval node of a run (api-facts §3.6), asked once and
 * kept with the run. Nodes that did not answer are counted in `missingNodes`.
 *
 * @param options.again asks every node once more; what a node said before stays when it does not answer now
 * @throws AppError `not_found` for a run that is nobody's, somebody else's or deleted; `run_not_over`
 */
export async function getSources(
  userId: string,
  runId: string,
  { again = false }: { again?: boolean } = {},
): Promise<Sources> {
  const row = await db()
    .selectFrom('runs')
    .innerJoin('conversations', 'conversations.id', 'runs.conversation_id')
    .selectAll('runs')
    .select(['conversations.target_id as appId', 'conversations.family'])
    .where('runs.id', '=', runId)
    .where('runs.user_id', '=', userId)
    .where('conversations.deleted_at', 'is', null)
    .executeTakeFirst()
  if (!row) throw new AppError('not_found')
  if (!isOver(row)) throw new AppError('run_not_over')
  // Only agents have places in documents.
  if (row.family !== 'agent') return { documents: [], missingNodes: 0 }
  const stored = row.sources === null ? null : sourcesSchema.parse(JSON.parse(row.sources))
  if (stored && !again) return stored
  const known = asking().get(runId)
  if (known) return known
  const answer = ask(row, row.appId, stored).finally(() => asking().delete(runId))
  asking().set(runId, answer)
  return answer
}

/** Asks for the sources of a run that has ended, so that they stay even when nobody looks at them soon. Never throws. */
export async function prefetchSources(userId: string, runId: string): Promise<void> {
  try {
    const { missingNodes } = await getSources(userId, runId)
    if (missingNodes === 0) return
    await new Promise((resolve) => setTimeout(resolve, secondAttemptMs).unref())
    await getSources(userId, runId, { again: true })
  } catch (error) {
    logger.info('no sources yet', { runId, error })
  }
}

async function ask(row: RunRow, appId: string, before: Sources | null): Promise<Sources> {
  const run = row.snapshot
    ? parseSnapshot(row.snapshot)
    : (await readEvents(row.id)).reduce(reduceRun, emptyRun)
  const nodes = retrievalNodes(run)
  const requestId = run.upstreamRequestId
  // Without upstream's own id of the answer there is nothing that could be asked, now or later.
  if (nodes.length === 0 || requestId === null) return { documents: [], missingNodes: 0 }

  const gate = createGate(maxQuestions)
  const answers = await Promise.all(
    nodes.map((node) =>
      gate(async (): Promise<RetrievalNode | null> => {
        try {
          const { documents } = await agentClient().getSliceInfo(requestId, node.nodeId)
          return { ...node, documents }
        } catch (error) {
          logger.info('a retrieval node gives no places', { runId: row.id, nodeId: node.nodeId, error })
          return null
        }
      }),
    ),
  )
  const found = answers.filter((answer) => answer !== null)
  const silent = new Set(nodes.filter((_, index) => !answers[index]).map(({ nodeId }) => nodeId))
  const documents = await Promise.all(
    assembleDocuments(found).map((document) =>
      toDocument(document, { userId: row.user_id, runId: row.id, appId }),
    ),
  )
  const kept = keepOf(before, silent)
  const stillMissing = [...silent].filter(
    (nodeId) => !kept.some(({ slices }) => slices.some((slice) => slice.nodeId === nodeId)),
  )
  const sources = { documents: merge(documents, kept), missingNodes: stillMissing.length }
  // When nobody answered, whoever looks next asks again.
  if (found.length > 0) {
    await db()
      .updateTable('runs')
      .set({ sources: JSON.stringify(sources) })
      .where('id', '=', row.id)
      .execute()
  }
  return sources
}

/** Ours in place of upstream's addresses, which may hold signatures. */
async function toDocument(
  { upstreamId, address, images, ...document }: AssembledDocument,
  owner: { userId: string; runId: string; appId: string },
): Promise<SourceDocument> {
  const url = await issueTicket(owner, { ...document, upstreamId, address })
  return {
    ...document,
    id: upstreamId === '' && url ? url : document.id,
    url,
    images: images.flatMap((image) => {
      const kept = keepAddress(owner.userId, owner.runId, image.address, 'image')
      return kept === null ? [] : [{ marker: image.marker, url: kept }]
    }),
  }
}

/** Each node once, with everything that it reported in all its rounds. */
function retrievalNodes({ steps }: Pick<Run, 'steps'>): Omit<RetrievalNode, 'documents'>[] {
  const nodes = new Map<string, string[]>()
  for (const { nodeId, tools } of steps) {
    for (const { output } of tools) {
      if (output?.kind === 'retrieval') nodes.set(nodeId, [...(nodes.get(nodeId) ?? []), ...output.slices])
    }
  }
  return [...nodes].map(([nodeId, passages]) => ({ nodeId, passages: [...new Set(passages)] }))
}

/** What nodes that are silent now said before. */
function keepOf(before: Sources | null, silent: Set<string>): SourceDocument[] {
  return (before?.documents ?? []).flatMap((document) => {
    const slices = document.slices.filter(({ nodeId }) => silent.has(nodeId))
    return slices.length > 0 ? [{ ...document, slices }] : []
  })
}

function merge(documents: SourceDocument[], kept: SourceDocument[]): SourceDocument[] {
  const others = kept.filter(({ id }) => !documents.some((document) => document.id === id))
  const merged = documents.map((document) => ({
    ...document,
    slices: [...document.slices, ...(kept.find(({ id }) => id === document.id)?.slices ?? [])],
  }))
  return [...merged, ...others].map((document, index) => ({
    ...document,
    slices: document.slices.map((slice, position) => ({ ...slice, id: `${index + 1}.${position + 1}` })),
  }))
}
