'use client'

import Check from 'lucide-react/icons/check'
import CircleDashed from 'lucide-react/icons/circle-dashed'
import CircleStop from 'lucide-react/icons/circle-stop'
import CircleX from 'lucide-react/icons/circle-x'
import TriangleAlert from 'lucide-react/icons/triangle-alert'
import Unplug from 'lucide-react/icons/unplug'
import { Icon } from '@/components/ui/icon'
import { Spinner } from '@/components/ui/spinner'
import type { StepState } from '@/lib/runs/step-lines'

const icons = {
  done: [Check, 'text-muted'],
  unfinished: [CircleDashed, 'text-muted'],
  failed: [CircleX, 'text-danger'],
  stopped: [CircleStop, 'text-muted'],
  interrupted: [Unplug, 'text-danger'],
} as const

type StateIconProps = {
  state: StepState
  /** It ended, and what it gave speaks of an error. */
  hasError: boolean
  /** The tooltip; assistive technology has them in the line's name. */
  words: string
}

export function StateIcon({ state, hasError, words }: StateIconProps) {
  return (
    <span data-tooltip={words} className="grid size-4 shrink-0 place-items-center">
      {state === 'running' ? (
        <Spinner className="size-3.5 text-accent" />
      ) : hasError ? (
        <Icon icon={TriangleAlert} className="size-3.5 text-warning" />
      ) : (
        <Icon icon={icons[state][0]} className={`size-3.5 ${icons[state][1]}`} />
      )}
    </span>
  )
}
