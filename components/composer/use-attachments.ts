'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useToast } from '@/components/ui/toast'
import { maxAttachments } from '@/lib/runs/start-run-schema'
import { kindOfName } from '@/lib/uploads/limits'
import type { Target } from '@/lib/targets/schema'
import type { UploadKind } from '@/lib/uploads/schema'
import { createSendKey } from '@/components/chat/send-key'
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

type Draft = { draftKey: string; target: Target; conversationId: string | null }

const noIds: string[] = []

/** The files of an unsent message; they are there again after a reload. */
export function useAttachments({ draftKey, target, conversationId }: Draft): Attachments {
  const t = useTranslations('uploads')
  const showToast = useToast()
  const drafts = useDrafts()
  const [adding, setAdding] = useState(0)
  const attached = useDraftsState((state) => state.attached[draftKey])
  const now = () => drafts.store.getState().attached[draftKey] ?? { draftId: createSendKey(), ids: [] }
  const upload = async (files: { file: File; kind: UploadKind }[], into: (ids: string[]) => string[]) => {
    setAdding((count) => count + 1)
    const uploads = await loadUploads().finally(() => setAdding((count) => count - 1))
    const { draftId, ids } = now()
    const place = {
      family: target.family,
      appId: target.id,
      fieldId: null,
      conversationId,
      draftId: conversationId === null ? draftId : null,
    }
    const added = uploads.add(files, place)
    drafts.setAttached(draftKey, { draftId, ids: into(ids).concat(added) })
    for (const id of ids) if (!into(ids).includes(id)) uploads.remove(id)
  }
  const withKind = (file: File) => {
    const kind = kindOfName(file.name)
    if (!kind) showToast({ message: t('notAccepted', { name: file.name }) })
    return kind ? [{ file, kind }] : []
  }
  return {
    ids: attached?.ids ?? noIds,
    isAdding: adding > 0,
    change: (ids) => drafts.setAttached(draftKey, { ...now(), ids }),
    add: (files) => {
      const usable = files.flatMap(withKind)
      const fitting = usable.slice(0, Math.max(0, maxAttachments - now().ids.length))
      if (fitting.length < usable.length) showToast({ message: t('tooMany', { count: maxAttachments }) })
      if (fitting.length > 0) void upload(fitting, (ids) => ids)
    },
    replace: (id, file) => {
      const usable = withKind(file)
      if (usable.length > 0) void upload(usable, (ids) => ids.filter((one) => one !== id))
    },
  }
}

/** The files of a draft that another target is to answer: sent to it anew, as far as this page holds them. */
export async function moveAttachments(
  drafts: ReturnType<typeof useDrafts>,
  from: string,
  to: { draftKey: string; target: Target },
): Promise<void> {
  const attached = drafts.store.getState().attached[from]
  if (!attached || from === to.draftKey) return
  const uploads = await loadUploads()
  const draftId = createSendKey()
  const { family, id } = to.target
  const place = { family, appId: id, fieldId: null, conversationId: null, draftId }
  const ids = attached.ids.flatMap((id) => uploads.resend(id, place) ?? [])
  for (const id of attached.ids) uploads.remove(id)
  drafts.setAttached(from, { ...attached, ids: [] })
  drafts.setAttached(to.draftKey, { draftId, ids })
}
