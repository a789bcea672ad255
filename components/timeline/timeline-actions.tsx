'use client'

import ClipboardCopy from 'lucide-react/icons/clipboard-copy'
import Download from 'lucide-react/icons/download'
import Terminal from 'lucide-react/icons/terminal'
import { useTranslations } from 'use-intl'
import { copyText } from '@/components/markdown/copy-text'
import { MenuItem } from '@/components/ui/menu'
import { useToast } from '@/components/ui/toast'
import { keyNameOf, toCurl, toDiagnostics } from '@/lib/runs/run-report'
import type { RunReport } from '@/lib/runs/run-report'
import { downloadText, toFileName } from './download'

/** Ways to hand a run on. */
export default function TimelineActions({ getReport }: { getReport: () => RunReport }) {
  const t = useTranslations('timeline')
  const showToast = useToast()
  const copy = async (text: string, message: string) => {
    if (await copyText(text)) showToast({ message })
    else showToast({ message: t('copyFailed'), tone: 'danger' })
  }
  return (
    <>
      <MenuItem
        icon={Terminal}
        onPress={() => {
          const report = getReport()
          void copy(
            toCurl(report),
            t(hasFiles(report) ? 'curlCopiedFiles' : 'curlCopied', { key: keyNameOf(report) }),
          )
        }}
      >
        {t('copyCurl')}
      </MenuItem>
      <MenuItem icon={ClipboardCopy} onPress={() => void copy(toDiagnostics(getReport()), t('jsonCopied'))}>
        {t('copyJson')}
      </MenuItem>
      <MenuItem
        icon={Download}
        onPress={() => {
          const report = getReport()
          downloadText(toDiagnostics(report), toFileName(`run-${report.run.id}`, 'json'), 'application/json')
        }}
      >
        {t('downloadJson')}
      </MenuItem>
    </>
  )
}

function hasFiles({ question }: RunReport): boolean {
  if (!question) return false
  return question.attachments.length > 0 || question.inputs.some(({ uploads }) => uploads.length > 0)
}
