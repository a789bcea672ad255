'use client'

import { useId } from 'react'
import type { ReactNode } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { maxFilesPerField } from '@/lib/forms/schema'
import type { Problem } from './problems'

export type FrameIds = {
  controlId: string
  name: string
  describedBy: string | undefined
  isInvalid: boolean
}

type FieldFrameProps = {
  name: string
  tips: string
  /** What is worth knowing before one begins. */
  note: string | null
  problem: Problem | null
  /** Called out, because the person has just tried to run the form. */
  isAlert: boolean
  children: (ids: FrameIds) => ReactNode
}

/** Label, tips, the control, and what is wrong with it. */
export function FieldFrame({ name, tips, note, problem, isAlert, children }: FieldFrameProps) {
  const t = useTranslations('forms')
  const format = useFormatter()
  const id = useId()
  const described = [tips !== '' && `${id}-tips`, note && `${id}-note`, problem && `${id}-problem`]
  return (
    <div>
      <label htmlFor={id} dir="auto" className="block font-medium break-words">
        {name}
      </label>
      {tips !== '' && (
        <p id={`${id}-tips`} dir="auto" className="mt-0.5 text-sm text-pretty break-words text-muted">
          {tips}
        </p>
      )}
      {note && (
        <p id={`${id}-note`} className="mt-0.5 text-sm text-pretty text-muted">
          {note}
        </p>
      )}
      <div className="mt-2">
        {children({
          controlId: id,
          name,
          describedBy: described.filter(Boolean).join(' ') || undefined,
          isInvalid: problem !== null,
        })}
      </div>
      {problem && (
        <p id={`${id}-problem`} role={isAlert ? 'alert' : undefined} className="mt-1.5 text-sm text-danger">
          {t(`problem.${problem}`, { count: format.number(maxFilesPerField) })}
        </p>
      )}
    </div>
  )
}
