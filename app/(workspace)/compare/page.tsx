import type { Metadata } from 'next'
import { CompareStart } from '@/components/comparisons/compare-start'
import { listComparisons } from '@/lib/comparisons/queries'
import { getTranslations } from '@/lib/i18n/request'
import { listTargets } from '@/lib/targets/queries'
import { agentIdOf } from '@/lib/targets/schema'
import type { TargetCard } from '@/lib/targets/schema'
import { enter } from '../enter'
import { findForm } from '../find-form'

type Props = { searchParams: Promise<{ target?: string | string[] }> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('shell')
  return { title: t('compare') }
}

export default async function ComparePage({ searchParams }: Props) {
  const [{ target = [] }, user] = await Promise.all([searchParams, enter('/compare')])
  const [cards, earlier] = await Promise.all([listComparable(), user ? listComparisons(user.id) : []])
  const asked = [target].flat()
  return (
    <CompareStart
      key={asked.join(' ')}
      cards={cards}
      asked={asked}
      earlier={earlier}
      readAt={Date.now()}
      userId={user?.id ?? null}
    />
  )
}

/** Whatever a message box is enough for: agents with a form are asked otherwise. */
async function listComparable(): Promise<TargetCard[]> {
  const cards = await listTargets()
  const forms = await Promise.all(
    cards.map(({ target }) => {
      const appId = agentIdOf(target)
      return appId === null ? null : findForm(appId)
    }),
  )
  return cards.filter((_, index) => forms[index]?.kind !== 'form')
}
