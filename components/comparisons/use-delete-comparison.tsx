'use client'

import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { useToast } from '@/components/ui/toast'
import { comparisonKeys } from '@/lib/comparisons/keys'
import { removeComparison } from '@/lib/comparisons/query-options'

const AlertDialog = lazy(async () => ({
  default: (await import('@/components/ui/alert-dialog')).AlertDialog,
}))

type DeleteComparison = {
  /** Asks whether it shall be deleted. */
  ask: (comparisonId: string) => void
  isDeleting: boolean
  /** To be drawn somewhere. */
  dialog: ReactNode
}

/** @param onDeleted after one is gone */
export function useDeleteComparison(onDeleted: (comparisonId: string) => void): DeleteComparison {
  const t = useTranslations('compare')
  const queryClient = useQueryClient()
  const showToast = useToast()
  const [asked, setAsked] = useState<string | null>(null)
  const [isOpen, setIsOpen] = useState(false)
  const [isDeleting, setIsDeleting] = useState(false)

  const remove = async (comparisonId: string) => {
    setIsDeleting(true)
    try {
      await removeComparison(comparisonId)
      showToast({ message: t('deleted') })
      onDeleted(comparisonId)
      void queryClient.invalidateQueries({ queryKey: comparisonKeys.list })
    } catch {
      showToast({ message: t('actionFailed'), tone: 'danger' })
    }
    setIsDeleting(false)
  }
  return {
    isDeleting,
    ask: (comparisonId) => {
      setAsked(comparisonId)
      setIsOpen(true)
    },
    dialog: asked !== null && (
      <Suspense>
        <AlertDialog
          title={t('deleteTitle')}
          text={t('deleteText')}
          confirm={t('confirmDelete')}
          isOpen={isOpen}
          onOpenChange={setIsOpen}
          onConfirm={() => void remove(asked)}
        />
      </Suspense>
    ),
  }
}
