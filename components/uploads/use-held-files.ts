'use client'

import { useEffect, useRef } from 'react'
import { isWithServer } from './upload-status'
import type { LocalUpload } from './uploads-store'
import { useUploads } from './use-uploads'

/**
 * Calls back when a message that is held may go: the bytes of its files are with the server, and none of them failed.
 * What the platform still reads is waited for there.
 */
export function useHeldFiles(
  ids: readonly string[],
  isHeld: boolean,
  onReady: (uploads: LocalUpload[]) => void,
): LocalUpload[] {
  const uploads = useUploads(ids)
  const isReady = isHeld && uploads.length === ids.length && uploads.every(isWithServer)
  const send = useRef<() => void>(null)
  useEffect(() => {
    send.current = () => onReady(uploads)
  })
  useEffect(() => {
    if (isReady) send.current?.()
  }, [isReady])
  return uploads
}
