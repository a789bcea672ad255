'use client'

import { memo } from 'react'
import { Markdown } from '@/components/markdown/markdown'
import type { AnswerPart } from '@/lib/runs/run'
import { MediaPart } from './media-part'
import { toPartGroups } from './part-groups'
import { PicturePart } from './picture-part'
import { QuestionPart } from './question-part'

type AnswerPartsProps = {
  parts: AnswerPart[]
  isRunning: boolean
  /** When the run began, on our clock. */
  since: number
  /** Whether a question in it can be answered now. */
  isAnswerable: boolean
  /** What the person said after it. */
  reply: string | null
  onAnswer: (callId: string, text: string) => boolean
  /** Asks for the whole answer again; null where that cannot be done. */
  onAgain: (() => void) | null
}

export function AnswerParts(props: AnswerPartsProps) {
  const { parts, isRunning, since, isAnswerable, reply, onAnswer, onAgain } = props
  return toPartGroups(parts).map((group) => {
    if (group.type === 'pictures')
      return (
        <Pictures
          key={group.key}
          pictures={group.pictures}
          since={isRunning ? since : null}
          onAgain={onAgain}
        />
      )
    const { key, part, isLast } = group
    switch (part.type) {
      case 'text':
        return <Text key={key} text={part.text} isStreaming={isRunning && isLast} />
      case 'media':
        return <Media key={key} media={part.media} isRunning={isRunning} since={since} onAgain={onAgain} />
      case 'question':
        return (
          <QuestionPart
            key={key}
            question={part.question}
            isOpen={isAnswerable}
            reply={reply}
            onAnswer={onAnswer}
          />
        )
      default:
        return part satisfies never
    }
  })
}

const Text = memo(Markdown)

const Media = memo(MediaPart)

/** A list that was made anew of the same pictures is not drawn anew. */
const Pictures = memo(
  PicturePart,
  (before, after) =>
    before.since === after.since &&
    before.onAgain === after.onAgain &&
    before.pictures.length === after.pictures.length &&
    before.pictures.every(({ url }, index) => url === after.pictures[index]?.url),
)
