import type { Metadata } from 'next'
import { CompareStart } from '@/components/comparisons/compare-start'
import { listComparisons } from '@/lib/comparisons/queries'
import { maxLanes } from '@/lib/comparisons/schema'
import { getTranslations } from '@/lib/i18n/request'
import { findTarget, listTargets } from '@/lib/targets/queries'
import { agentIdOf, targetKey, targetOfKey } from '@/lib/targets/schema'
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
  const asked = [target].flat()
  const [cards, earlier] = await Promise.all([listComparable(asked), user ? listComparisons(user.id) : []])
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

/**
 * Whatever a message box is enough for: agents with a form are asked otherwise.
 *
 * @param asked keys of targets that may be in no list: models that are only hinted or typed, and assistants that the
 *   service has not listed yet
 */
async function listComparable(asked: string[]): Promise<TargetCard[]> {
  const listed = await listTargets()
  const known = new Set(listed.map(({ target }) => targetKey(target)))
  const besides = await Promise.all(
    asked
      .filter((key) => !known.has(key))
      .slice(0, maxLanes)
      .map(findByKey),
  )
  const cards = [...listed, ...besides.filter((card) => card !== null)]
  const forms = await Promise.all(
    cards.map(({ target }) => {
      const appId = agentIdOf(target)
      return appId === null ? null : findForm(appId)
    }),
  )
  return cards.filter((_, index) => forms[index]?.kind !== 'form')
}

async function findByKey(key: string): Promise<TargetCard | null> {
  const target = targetOfKey(key)
  return target && findTarget(target)
}
