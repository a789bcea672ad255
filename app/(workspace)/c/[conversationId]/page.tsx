import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { Conversation } from '@/components/chat/conversation'
import { ConversationHeader } from '@/components/shell/conversation-header'
import { findUser } from '@/lib/auth/session'
import { getTranscript } from '@/lib/conversations/queries'
import type { Transcript } from '@/lib/conversations/schema'
import { isTimelineHiddenFrom } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { getTranslations } from '@/lib/i18n/request'
import { missingTarget } from '@/lib/targets/missing-target'
import { findTarget } from '@/lib/targets/queries'
import { agentIdOf } from '@/lib/targets/schema'
import { enter } from '../../enter'
import { findForm } from '../../find-form'

type Props = { params: Promise<{ conversationId: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { conversationId } = await params
  const transcript = await findTranscript(conversationId)
  if (!transcript) return {}
  const t = await getTranslations('shell')
  return { title: transcript.conversation.title || t('untitled') }
}

export default async function ConversationPage({ params }: Props) {
  const { conversationId } = await params
  const user = await enter(`/c/${conversationId}`)
  const transcript = await findTranscript(conversationId)
  if (!transcript) notFound()
  const { target } = transcript.conversation
  const appId = agentIdOf(target)
  const [found, form] = await Promise.all([findTarget(target), appId === null ? null : findForm(appId)])
  const card = found ?? missingTarget(target)
  return (
    <>
      <ConversationHeader conversation={transcript.conversation} card={card} />
      <Conversation
        key={conversationId}
        transcript={transcript}
        card={card}
        form={form}
        userId={user?.id ?? null}
      />
    </>
  )
}

/** Null for what does not exist, is deleted, or is somebody else's. Read once a request. */
const findTranscript = cache(async (conversationId: string): Promise<Transcript | null> => {
  const user = await findUser()
  if (!user) return null
  try {
    return await getTranscript(user.id, conversationId, { hidesTimeline: isTimelineHiddenFrom(user) })
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return null
    throw error
  }
})
