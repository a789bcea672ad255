import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { ComparisonView } from '@/components/comparisons/comparison-view'
import { findUser } from '@/lib/auth/session'
import { getComparison } from '@/lib/comparisons/queries'
import type { Comparison } from '@/lib/comparisons/schema'
import { isTimelineHiddenFrom } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { enter } from '../../enter'

type Props = { params: Promise<{ comparisonId: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const comparison = await findComparison((await params).comparisonId)
  return comparison ? { title: comparison.question } : {}
}

export default async function ComparisonPage({ params }: Props) {
  const { comparisonId } = await params
  const user = await enter(`/compare/${comparisonId}`)
  const comparison = await findComparison(comparisonId)
  if (!comparison) notFound()
  return (
    <ComparisonView
      key={comparisonId}
      comparisonId={comparisonId}
      initial={{ comparison, readAt: Date.now() }}
      userId={user?.id ?? null}
    />
  )
}

/** Null for what does not exist, is deleted, or is somebody else's. Read once a request. */
const findComparison = cache(async (comparisonId: string): Promise<Comparison | null> => {
  const user = await findUser()
  if (!user) return null
  try {
    return await getComparison(user.id, comparisonId, { hidesTimeline: isTimelineHiddenFrom(user) })
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return null
    throw error
  }
})
