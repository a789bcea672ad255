'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useToast } from '@/components/ui/toast'
import { maxAttachments } from '@/lib/runs/start-run-schema'
import type { Target } from '@/lib/targets/schema'
import type { UploadKind } from '@/lib/uploads/schema'
import { createSendKey } from '@/components/chat/send-key'
import { fittingFiles } from '@/components/uploads/fitting-files'
import { useDrafts, useDraftsState } from './drafts'

// Nobody who attaches nothing loads what uploads need.
const loadUploads = async () => (await import('@/components/uploads/browser-uploads')).browserUploads

export type Attachments = {
  /** Of the uploads that go along with the draft. */
  ids: string[]
  /** Some were chosen just now and are not among the ids yet. */
  isAdding: boolean
  add: (files: File[]) => void
  change: (ids: string[]) => void
  /** Another file in the place of one that cannot be used. */
  replace: (id: string, file: File) => void
}

type Draft = {
  draftKey: string
  target: Target
  /** Kinds of files that may go along. */
  attaches: readonly UploadKind[]
  conversationId: string | null
}

const noIds: string[] = []

/** The files of an unsent message; they are there again after a reload. */
export function useAttachments({ draftKey, target, attaches, conversationId }: Draft): Attachments {
  const t = useTranslations('uploads')
  const showToast = useToast()
  const drafts = useDrafts()
  const [adding, setAdding] = useState(0)
  const attached = useDraftsState((state) => state.attached[draftKey])
  const now = () => drafts.store.getState().attached[draftKey] ?? { draftId: createSendKey(), ids: [] }
  const upload = async (files: File[], into: (ids: string[]) => string[]) => {
    setAdding((count) => count + 1)
    const uploads = await loadUploads().finally(() => setAdding((count) => count - 1))
    const { draftId, ids } = now()
    const left = into(ids)
    const known = uploads.store.getState().uploads
    const held = left.flatMap((id) => known[id]?.kind ?? [])
    const max = maxAttachments - (left.length - held.length)
    const { family } = target
    const { fitting, refused, isMixed, isTooMany } = fittingFiles(files, { held, max, family, attaches })
    for (const name of refused) showToast({ message: t('notAccepted', { name }) })
    if (isMixed) showToast({ message: t('mixed') })
    if (isTooMany) showToast({ message: t('tooMany', { count: maxAttachments }) })
    if (fitting.length === 0) return
    const place = {
      family,
      appId: target.id,
      fieldId: null,
      conversationId,
      draftId: conversationId === null ? draftId : null,
    }
    const added = uploads.add(fitting, place)
    drafts.setAttached(draftKey, { draftId, ids: left.concat(added) })
    for (const id of ids) if (!left.includes(id)) uploads.remove(id)
  }
  return {
    ids: attached?.ids ?? noIds,
    isAdding: adding > 0,
    change: (ids) => drafts.setAttached(draftKey, { ...now(), ids }),
    add: (files) => void upload(files, (ids) => ids),
    replace: (id, file) => void upload([file], (ids) => ids.filter((one) => one !== id)),
  }
}

/**
 * The files of a draft that another target is to answer: sent to it anew, as far as it takes them and this page holds
 * them.
 *
 * @returns how many stay behind
 */
export async function moveAttachments(
  drafts: ReturnType<typeof useDrafts>,
  from: string,
  to: { draftKey: string; target: Target; attaches: readonly UploadKind[] },
): Promise<number> {
  const attached = drafts.store.getState().attached[from]
  if (!attached || from === to.draftKey) return 0
  const uploads = await loadUploads()
  const known = uploads.store.getState().uploads
  const draftId = createSendKey()
  const { family, id } = to.target
  const place = { family, appId: id, fieldId: null, conversationId: null, draftId }
  const files = attached.ids.flatMap((one) => known[one] ?? [])
  const { fitting } = fittingFiles(files, { held: [], max: maxAttachments, family, attaches: to.attaches })
  const ids = fitting.flatMap(({ file }) => uploads.resend(file.id, place) ?? [])
  for (const one of attached.ids) uploads.remove(one)
  drafts.setAttached(from, { ...attached, ids: [] })
  drafts.setAttached(to.draftKey, { draftId, ids })
  return attached.ids.length - ids.length
}
