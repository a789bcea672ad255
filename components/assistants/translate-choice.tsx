'use client'

import ArrowLeftRight from 'lucide-react/icons/arrow-left-right'
import { useEffect } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { useChatSettings } from '@/components/chat/use-chat-settings'
import { IconButton } from '@/components/ui/icon-button'
import type { Transcript } from '@/lib/conversations/schema'
import type { Target } from '@/lib/targets/schema'
import { defaultLanguages, detect, languageNames, swapped, withFrom, withTo } from './languages'

type TranslateChoiceProps = {
  draftKey: string
  target: Target
  transcript: Pick<Transcript, 'settings'> | null
}

/** From which language into which, in the composer of an assistant that translates. */
export function TranslateChoice(chat: TranslateChoiceProps) {
  const t = useTranslations('assistants')
  const locale = useLocale()
  const { settings, change } = useChatSettings(chat)
  const languages = settings.translate ?? defaultLanguages(locale)
  const isUnset = settings.translate === null

  // What stands here is what is asked with. Later than what was kept is read.
  useEffect(() => {
    if (!isUnset) return
    const timer = setTimeout(() => change({ translate: defaultLanguages(locale) }), 0)
    return () => clearTimeout(timer)
  }, [isUnset, locale, change])

  return (
    <div className="flex min-w-0 items-center">
      <LanguageSelect
        label={t('from')}
        value={languages.from}
        offersDetection
        onChange={(from) => change({ translate: withFrom(languages, from) })}
      />
      <IconButton
        icon={ArrowLeftRight}
        label={t('swap')}
        size="small"
        onClick={() => change({ translate: swapped(languages) })}
      />
      <LanguageSelect
        label={t('to')}
        value={languages.to}
        onChange={(to) => change({ translate: withTo(languages, to) })}
      />
    </div>
  )
}

type LanguageSelectProps = {
  label: string
  value: string
  offersDetection?: boolean
  onChange: (language: string) => void
}

/** The browser's own choice: phones bring theirs. */
function LanguageSelect({ label, value, offersDetection = false, onChange }: LanguageSelectProps) {
  const t = useTranslations('assistants')
  return (
    <select
      aria-label={label}
      data-tooltip={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      className="focus-ring touch-target h-9 min-w-0 appearance-none truncate rounded-chip bg-transparent px-3 text-sm text-muted transition-colors [field-sizing:content] hover:bg-hover hover:text-ink [&>option]:bg-raised [&>option]:text-ink"
    >
      {offersDetection && <option value={detect}>{t('detect')}</option>}
      {Object.entries(languageNames).map(([code, name]) => (
        <option key={code} value={code} lang={code}>
          {name}
        </option>
      ))}
      {value !== detect && !(value in languageNames) && <option value={value}>{value}</option>}
    </select>
  )
}
