'use client'

import { useCallback } from 'react'
import { useDrafts, useDraftsState } from '@/components/composer/drafts'
import type { DraftsState } from '@/components/composer/drafts-store'
import type { Transcript } from '@/lib/conversations/schema'
import { targetKey } from '@/lib/targets/schema'
import type { Target } from '@/lib/targets/schema'
import { defaultSettings } from '@/lib/targets/settings'
import type { ChatSettings } from '@/lib/targets/settings'

type Chat = { draftKey: string; target: Target; transcript: Pick<Transcript, 'settings'> | null }

/** What the next question is asked with, and how to change it. It stays with the conversation, else with the target. */
export function useChatSettings({ draftKey, target, transcript }: Chat) {
  const drafts = useDrafts()
  const stored = transcript?.settings ?? null
  const settings = useDraftsState((state) => settingsOf(state, { draftKey, target, stored }))
  const change = useCallback(
    (next: Partial<ChatSettings>) =>
      drafts.setSettings(draftKey, {
        ...settingsOf(drafts.store.getState(), { draftKey, target, stored }),
        ...next,
      }),
    // oxlint-disable-next-line react/exhaustive-deps -- a target is the same as long as its key is
    [drafts, draftKey, targetKey(target), stored],
  )
  return { settings, change }
}

/**
 * What was set for this chat and not sent yet, else what its last run was asked with, else what was set for the target.
 *
 * @param chat.draftKey of the conversation, or of the target before there is one
 */
export function settingsOf(
  state: Pick<DraftsState, 'settings'>,
  { draftKey, target, stored }: { draftKey: string; target: Target; stored: ChatSettings | null },
): ChatSettings {
  return state.settings[draftKey] ?? stored ?? state.settings[targetKey(target)] ?? defaultSettings
}
