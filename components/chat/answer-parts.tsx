'use client'

import { memo } from 'react'
import { useTranslations } from 'use-intl'
import { Markdown } from '@/components/markdown/markdown'
import type { AnswerMedia } from '@/lib/runs/events'
import type { AnswerPart } from '@/lib/runs/run'
import { CodePart } from './code-part'
import { ComputerPart } from './computer-part'
import { FoldedJson } from './folded-json'
import { MediaPart } from './media-part'
import { QuestionPart } from './question-part'

type AnswerPartsProps = {
  parts: AnswerPart[]
  isRunning: boolean
  /** Whether a question in it can be answered now. */
  isAnswerable: boolean
  onAnswer: (callId: string, text: string) => boolean
}

export function AnswerParts({ parts, isRunning, isAnswerable, onAnswer }: AnswerPartsProps) {
  const last = parts.length - 1
  return parts.map((part, index) => {
    switch (part.type) {
      case 'text':
        // Parts are only ever added at the end, so their place names them.
        // oxlint-disable-next-line react/no-array-index-key -- see above
        return <Text key={index} text={part.text} isStreaming={isRunning && index === last} />
      case 'media':
        return <Media key={`media-${part.mediaId}`} media={part.media} isRunning={isRunning} />
      case 'question':
        return (
          <QuestionPart
            key={`question-${part.question.callId}`}
            question={part.question}
            isOpen={isAnswerable}
            onAnswer={onAnswer}
          />
        )
      default:
        return part satisfies never
    }
  })
}

const Text = memo(Markdown)

const Media = memo(function Media({ media, isRunning }: { media: AnswerMedia; isRunning: boolean }) {
  const t = useTranslations('chat')
  switch (media.kind) {
    case 'image':
    case 'video':
    case 'audio':
      return <MediaPart kind={media.kind} url={media.url} isRunning={isRunning} />
    case 'code':
      return <CodePart media={media} isRunning={isRunning} />
    case 'computer':
      return <ComputerPart media={media} />
    case 'unknown':
      return <FoldedJson label={t('unknownPart', { type: media.type })} json={media.json} />
    default:
      return media satisfies never
  }
})
