/** One question as it is about to be sent: what goes to the server, and what the transcript shows of it. Pure. */
import type { FieldValue, ShownValue } from '@/lib/forms/schema'
import type { Upload } from '@/lib/uploads/schema'

export type Asked = {
  question: string
  inputs: FieldValue[]
  shownInputs: ShownValue[]
  attachments: Upload[]
}

/** A message that was sent, as something that can be asked again. */
export function askedOf(message: { text: string; inputs: ShownValue[]; attachments: Upload[] }): Asked {
  const { text, inputs, attachments } = message
  return {
    question: text,
    inputs: inputs.map(({ uploads, ...input }) => ({ ...input, uploads: uploads.map(({ id }) => id) })),
    shownInputs: inputs,
    attachments,
  }
}

/** The same without some of its files; null when nothing is left of it. */
export function withoutFiles(asked: Asked, ids: readonly string[]): Asked | null {
  const isLeft = (id: string) => !ids.includes(id)
  const inputs = asked.inputs
    .map((input) => ({ ...input, uploads: input.uploads.filter(isLeft) }))
    .filter(({ value, uploads }) => value.trim() !== '' || uploads.length > 0)
  const shownInputs = asked.shownInputs
    .map((input) => ({ ...input, uploads: input.uploads.filter(({ id }) => isLeft(id)) }))
    .filter(({ value, uploads }) => value.trim() !== '' || uploads.length > 0)
  const attachments = asked.attachments.filter(({ id }) => isLeft(id))
  if (asked.question.trim() === '' && inputs.length === 0 && attachments.length === 0) return null
  return { question: asked.question, inputs, shownInputs, attachments }
}
