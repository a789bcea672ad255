import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { AssistantStart } from '@/components/assistants/assistant-start'
import { getLocale } from '@/lib/i18n/request'
import { findTarget, listTargets } from '@/lib/targets/queries'
import { isTargetId } from '@/lib/targets/schema'
import type { TargetCard } from '@/lib/targets/schema'
import { enter } from '../../enter'

type Props = { params: Promise<{ assistantId: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ assistantId }, locale] = await Promise.all([params, getLocale()])
  const card = await findAssistant(assistantId)
  return card ? { title: card.name[locale], description: card.description[locale] } : {}
}

export default async function AssistantPage({ params }: Props) {
  const { assistantId } = await params
  const user = await enter(`/assistants/${assistantId}`)
  const [card, cards] = await Promise.all([findAssistant(assistantId), listTargets()])
  if (!card) notFound()
  return <AssistantStart key={assistantId} card={card} cards={cards} userId={user?.id ?? null} />
}

/** @param part of the address, as it stands there */
async function findAssistant(part: string): Promise<TargetCard | null> {
  const id = decode(part)
  return isTargetId(id) ? findTarget({ family: 'assistant', id }) : null
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
