'use client'

import { memo, useCallback, useEffect, useMemo, useRef } from 'react'
import { AnswerReferences } from '@/components/sources/answer-references'
import { SourcesButton } from '@/components/sources/sources-button'
import { RunDetails } from '@/components/timeline/run-details'
import { ReadingFiles } from '@/components/uploads/run-files'
import { isUnderWay } from '@/components/uploads/upload-status'
import type { Target } from '@/lib/targets/schema'
import type { Message } from '@/lib/conversations/schema'
import { isOver } from '@/lib/runs/run'
import type { Run } from '@/lib/runs/run'
import type { RunReport } from '@/lib/runs/run-report'
import { AnswerActions } from './answer-actions'
import { AnswerEnd, endOf } from './answer-end'
import { AnswerParts } from './answer-parts'
import type { Exchange } from './asked'
import { FilesFailed } from './files-failed'
import { useLiveChat, useLiveRuns } from './live-runs'
import { MessageTime } from './message-time'
import { Reasoning } from './reasoning'
import { Reconnecting } from './reconnecting'
import type { ChatActions } from './use-chat-actions'
import { RunAgain } from './run-again'
import { SuggestedQuestions } from './suggested-questions'
import { useHeldParts, useShownRun } from './use-shown-run'

type AnswerMessageProps = {
  message: Extract<Message, { role: 'answer' }>
  name: string
  chatKey: string
  /** It is being written, and the store has it. */
  isLive: boolean
  isLast: boolean
  /** The question above; null where it is unknown. */
  question: Exchange['question']
  /** Of the workflow's question that it replies to. */
  callId: string | null
  /** What the person said after it, if anything. */
  reply: string | null
  target: Target
  actions: ChatActions
}

export const AnswerMessage = memo(function AnswerMessage(props: AnswerMessageProps) {
  const { message, name, chatKey, isLive, isLast, question, callId, reply, target, actions } = props
  const { store } = useLiveRuns()
  const run = useShownRun(chatKey, isLive, message.run)
  const skewMs = useLiveChat(chatKey, (chat) => (isLive ? chat.skewMs : 0)) ?? 0
  const body = useRef<HTMLDivElement>(null)
  const isRunning = !isOver(run)
  const timelineRun = useTimelineRun(run)
  const inputs = question?.inputs ?? []
  const parts = useHeldParts(run.parts, isRunning, body)
  const userMessageId = run.userMessageId || question?.id
  const regenerate = useMemo(
    () => (userMessageId ? () => actions.regenerate(userMessageId) : null),
    [actions, userMessageId],
  )
  const offersAgain = isLast && Boolean(endOf(run)?.action)
  const getHeardAt = useCallback(
    () => (isLive ? (store.getState().chats[chatKey]?.heardAt ?? null) : null),
    [store, chatKey, isLive],
  )
  const getReport = useReport({
    run,
    target,
    question: question && {
      text: question.text,
      inputs: question.inputs,
      attachments: question.attachments,
      callId,
    },
  })
  return (
    <article aria-label={name} aria-busy={isRunning} className="group/message">
      <header className="flex items-baseline gap-2">
        <span className="truncate text-sm font-medium text-muted">{name}</span>
        <MessageTime at={message.createdAt} />
      </header>
      {run.status === 'waiting' && run.files.some(isUnderWay) ? (
        <ReadingFiles files={run.files} />
      ) : (
        <RunDetails run={timelineRun} skewMs={skewMs} getHeardAt={getHeardAt} getReport={getReport} />
      )}
      {run.reasoning && <Reasoning reasoning={run.reasoning} isThinking={isThinking(run)} />}
      <div ref={body} className="mt-1 min-w-0 text-base">
        <AnswerReferences run={run}>
          <AnswerParts
            parts={parts}
            isRunning={isRunning}
            since={run.startedAt + skewMs}
            isAnswerable={isLast && run.status === 'done'}
            reply={reply}
            onAnswer={actions.answer}
            onAgain={isLast ? regenerate : null}
          />
        </AnswerReferences>
      </div>
      {isLive && isRunning && <Reconnecting chatKey={chatKey} />}
      <AnswerEnd run={run} isLast={isLast} onRegenerate={isLast ? regenerate : null} />
      {run.failure?.code === 'files_failed' && (
        <FilesFailed files={run.files} question={isLast ? question : null} actions={actions} />
      )}
      {!isRunning && <SourcesButton run={run} />}
      {!isRunning && (
        <div className="mt-2 -ml-1.5">
          <AnswerActions
            run={run}
            messageId={message.id}
            versions={message.versions}
            body={body}
            isLast={isLast}
            onRegenerate={offersAgain ? null : regenerate}
          />
        </div>
      )}
      {isLast && !isRunning && inputs.length > 0 && <RunAgain inputs={inputs} />}
      {isLast && run.status === 'done' && inputs.length === 0 && !asksBack(run) && (
        <SuggestedQuestions runId={run.id} onAsk={actions.ask} />
      )}
    </article>
  )
})

/** What it waits for now is an answer, not another question. */
function asksBack(run: Run): boolean {
  return run.parts.at(-1)?.type === 'question'
}

function isThinking(run: Run): boolean {
  return !isOver(run) && run.reasoning !== null && run.parts.length === 0
}

/** The same object while only text grows. */
function useTimelineRun(run: Run) {
  const { id, status, startedAt, endedAt, steps, usage, files, metadata } = run
  const hasText = run.parts.length > 0
  const thinks = isThinking(run)
  return useMemo(
    () => ({ id, status, startedAt, endedAt, steps, usage, files, metadata, hasText, isThinking: thinks }),
    [id, status, startedAt, endedAt, steps, usage, files, metadata, hasText, thinks],
  )
}

/** The same function however the run grows. */
function useReport(report: RunReport): () => RunReport {
  const latest = useRef(report)
  useEffect(() => {
    latest.current = report
  })
  return useCallback(() => latest.current, [])
}
