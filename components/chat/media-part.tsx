'use client'

import { useTranslations } from 'use-intl'
import { cn } from '@/lib/cn'
import type { AnswerMedia } from '@/lib/runs/events'
import { AudioPart } from './audio-part'
import { CodePart } from './code-part'
import { ComputerPart } from './computer-part'
import { FilePart } from './file-part'
import { FoldedJson } from './folded-json'
import { ForeignMedia } from './foreign-media'
import { frameClass } from './media-kinds'
import { MediaPlaceholder } from './media-placeholder'
import { isOwnMedia } from './own-media'
import { VideoPart } from './video-part'

export type MediaProps = {
  media: AnswerMedia
  isRunning: boolean
  /** When the run began, on our clock. */
  since: number
  /** Asks for the whole answer again; null where that cannot be done. */
  onAgain: (() => void) | null
}

/** One piece of an answer that is not running text. */
export function MediaPart({ media, isRunning, since, onAgain }: MediaProps) {
  const t = useTranslations('chat')
  switch (media.kind) {
    case 'image':
    case 'video':
    case 'audio': {
      if (media.url === null)
        return (
          <div className={cn('my-4', frameClass[media.kind])}>
            <MediaPlaceholder kind={media.kind} since={isRunning ? since : null} onAgain={onAgain} />
          </div>
        )
      if (!isOwnMedia(media.url)) return <ForeignMedia kind={media.kind} url={media.url} />
      // Pictures of ours are drawn in groups (part-groups).
      if (media.kind === 'image') return null
      if (media.kind === 'audio') return <AudioPart url={media.url} />
      return <VideoPart url={media.url} coverUrl={media.coverUrl} />
    }
    case 'code':
      return (
        <>
          <CodePart code={media.code} text={media.text} />
          {media.file !== null &&
            (isOwnMedia(media.file) ? (
              <FilePart url={media.file} />
            ) : (
              <ForeignMedia kind="file" url={media.file} />
            ))}
        </>
      )
    case 'computer':
      return <ComputerPart media={media} />
    case 'unknown':
      return <FoldedJson label={t('unknownPart', { type: media.type })} json={media.json} />
    default:
      return media satisfies never
  }
}
