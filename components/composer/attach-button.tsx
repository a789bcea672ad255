'use client'

import Paperclip from 'lucide-react/icons/paperclip'
import { useRef } from 'react'
import { useTranslations } from 'use-intl'
import { IconButton } from '@/components/ui/icon-button'

type AttachButtonProps = { accept: string; isDisabled: boolean; onFiles: (files: File[]) => void }

export function AttachButton({ accept, isDisabled, onFiles }: AttachButtonProps) {
  const t = useTranslations('uploads')
  const picker = useRef<HTMLInputElement>(null)
  return (
    <>
      <IconButton
        icon={Paperclip}
        label={t('attach')}
        disabled={isDisabled}
        onClick={() => picker.current?.click()}
      />
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        tabIndex={-1}
        accept={accept}
        onChange={({ currentTarget }) => {
          onFiles(Array.from(currentTarget.files ?? []))
          // So that the same file can be chosen again after it was removed.
          currentTarget.value = ''
        }}
      />
    </>
  )
}
