import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { missingAgent } from '@/components/agents/missing-agent'
import { BatchView } from '@/components/batches/batch-view'
import { findAgent } from '@/lib/agents/queries'
import { findUser } from '@/lib/auth/session'
import { getBatchPage } from '@/lib/batches/queries'
import { rowsPerRequest } from '@/lib/batches/query-options'
import type { BatchPage } from '@/lib/batches/schema'
import { AppError } from '@/lib/errors'
import { enter } from '../../enter'

type Props = { params: Promise<{ batchId: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const page = await findPage((await params).batchId)
  return page ? { title: page.batch.name } : {}
}

export default async function BatchViewPage({ params }: Props) {
  const { batchId } = await params
  await enter(`/batches/${batchId}`)
  const page = await findPage(batchId)
  if (!page) notFound()
  const agent = (await findAgent(page.batch.appId)) ?? missingAgent(page.batch.appId)
  return <BatchView key={batchId} initial={{ ...page, readAt: Date.now() }} agent={agent} />
}

/** Null for what does not exist, is deleted, or is somebody else's. Read once a request. */
const findPage = cache(async (batchId: string): Promise<BatchPage | null> => {
  const user = await findUser()
  if (!user) return null
  try {
    return await getBatchPage(user.id, batchId, { from: 1, count: rowsPerRequest, status: null })
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return null
    throw error
  }
})
