/**
 * What the transcript shows: the messages that the server told us of, with what this tab sent and the run that is
 * being written laid over them. Pure.
 */
import type { Message, Transcript } from '@/lib/conversations/schema'
import { emptyRun } from '@/lib/runs/run'
import type { Run } from '@/lib/runs/run'
import { answerKey, questionKey } from './live-runs-store'
import type { RunIds, Sending } from './live-runs-store'

/** Ids are the server's once it has accepted; before that they are the element keys of the send. */
export function visibleMessages(messages: Message[], sending: Sending | null, ids: RunIds | null): Message[] {
  if (!sending || (sending.state === 'failed' && sending.request.action.kind === 'regenerate')) {
    if (!ids || messages.some(({ id }) => id === ids.answerMessageId)) return messages
    return [...messages, answerOf(ids.answerMessageId, ids.startedAt, [ids.answerMessageId])]
  }
  if (sending.state === 'failed') {
    return [...cutFor(messages, sending, null).before, questionOf(sending, null, [])]
  }
  const { before, replaced } = cutFor(messages, sending, ids)
  const answerId = ids?.answerMessageId ?? answerKey(sending)
  const known = messages.find(({ id }) => id === answerId)
  const isRegenerated = sending.request.action.kind === 'regenerate'
  const answer = answerOf(
    answerId,
    known?.createdAt ?? sending.sentAt,
    known?.versions ?? [...(isRegenerated ? replaced : []), answerId],
  )
  if (isRegenerated) return [...before, answer]
  return [
    ...before,
    questionOf(sending, messages.find(({ id }) => id === ids?.userMessageId) ?? null, replaced, ids),
    answer,
  ]
}

/** The transcript as it stands when the run is over, until the server tells it itself. */
export function settledTranscript(
  transcript: Transcript,
  sending: Sending | null,
  ids: RunIds,
  run: Run,
): Transcript {
  const messages = visibleMessages(transcript.messages, sending, ids).map((message) =>
    message.role === 'answer' && message.id === ids.answerMessageId ? { ...message, run } : message,
  )
  return {
    ...transcript,
    messages,
    conversation: {
      ...transcript.conversation,
      activeRunId: null,
      updatedAt: Math.max(transcript.conversation.updatedAt, run.endedAt ?? run.startedAt),
    },
  }
}

function cutFor(messages: Message[], sending: Sending, ids: RunIds | null) {
  const { action } = sending.request
  if (action.kind === 'regenerate') {
    const at = messages.findIndex(({ id }) => id === action.userMessageId)
    const answer = messages[at + 1]
    if (at < 0) return { before: messages.filter(({ id }) => id !== ids?.answerMessageId), replaced: [] }
    return { before: messages.slice(0, at + 1), replaced: answer?.versions ?? [] }
  }
  const own = messages.findIndex(({ id }) => id === ids?.userMessageId)
  if (own >= 0) return { before: messages.slice(0, own), replaced: [] }
  if (action.kind !== 'edit') return { before: messages, replaced: [] }
  const at = messages.findIndex(({ id }) => id === action.userMessageId)
  return at < 0
    ? { before: messages, replaced: [] }
    : { before: messages.slice(0, at), replaced: messages[at]?.versions ?? [] }
}

function questionOf(
  sending: Sending,
  known: Message | null,
  replaced: string[],
  ids: RunIds | null = null,
): Message {
  const id = ids?.userMessageId ?? questionKey(sending)
  return (
    known ?? {
      id,
      role: 'person',
      text: sending.question ?? '',
      inputs: sending.inputs ?? [],
      attachments: sending.attachments ?? [],
      createdAt: sending.sentAt,
      versions: [...replaced, id],
    }
  )
}

function answerOf(id: string, createdAt: number, versions: string[]): Message {
  return {
    id,
    role: 'answer',
    createdAt,
    versions,
    run: { ...emptyRun, answerMessageId: id, startedAt: createdAt },
  }
}
