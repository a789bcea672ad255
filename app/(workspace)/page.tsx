import type { Metadata } from 'next'
import { Home } from '@/components/home/home'
import { listConversations } from '@/lib/conversations/queries'
import type { AgentForm } from '@/lib/forms/schema'
import { getTranslations } from '@/lib/i18n/request'
import { listTargets } from '@/lib/targets/queries'
import { agentIdOf, targetKey } from '@/lib/targets/schema'
import type { TargetCard } from '@/lib/targets/schema'
import { enter } from './enter'
import { findForm } from './find-form'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('shell')
  return { title: { absolute: t('product') } }
}

export default async function HomePage() {
  const user = await enter('/')
  const [cards, recent] = await Promise.all([
    listTargets(),
    user ? listConversations(user.id) : { conversations: [] },
  ])
  const used = new Set(recent.conversations.map(({ target }) => targetKey(target)))
  const known = new Map(cards.map((card) => [targetKey(card.target), card]))
  const byUse = [...used].flatMap((key) => known.get(key) ?? [])
  const first = await firstDialogue([...byUse, ...cards.filter(({ target }) => !used.has(targetKey(target)))])
  return <Home {...first} cards={cards} userId={user?.id ?? null} isAdmin={user?.role === 'admin'} />
}

/** The first one that a message box is enough for; without any the very first. */
async function firstDialogue(
  cards: TargetCard[],
): Promise<{ card: TargetCard | null; form: AgentForm | null }> {
  for (const card of cards) {
    const appId = agentIdOf(card.target)
    const form = appId === null ? null : await findForm(appId)
    if (form?.kind !== 'form') return { card, form }
  }
  return { card: cards[0] ?? null, form: null }
}
