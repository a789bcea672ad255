/**
 * Whether what was filled into a form can be sent. Pure; shared by server and browser.
 *
 * The platform does not say which inputs an agent needs: every field may stay empty, but not all of them.
 */
import { maxFilesPerField } from './schema'
import type { AgentForm, FieldValue } from './schema'

/** Bytes of UTF-8 of one value, and of all values together. */
export const maxValueBytes = 32 * 1024
export const maxFormBytes = 128 * 1024

export type FormProblem = {
  /** Null: the whole form. */
  fieldId: string | null
  code:
    | 'empty_form'
    | 'too_long'
    | 'too_long_in_all'
    /** Not one of the field's options. */
    | 'not_an_option'
    | 'too_many_files'
    /** The form has no such field, or one of another kind. */
    | 'unknown_field'
}

/**
 * What keeps the values from being sent, in the order of the fields; empty when nothing does. A form that could not be
 * read (`isUncertain`) has no unknown fields.
 */
export function findProblems(
  form: Pick<AgentForm, 'fields' | 'isUncertain'>,
  values: readonly FieldValue[],
): FormProblem[] {
  const problems = values.flatMap((value): FormProblem[] => {
    const field = form.fields.find(({ name }) => name === value.name)
    const problem = (code: FormProblem['code']): FormProblem[] => [{ fieldId: value.fieldId, code }]
    if (!form.isUncertain && field?.kind !== value.kind) return problem('unknown_field')
    if (bytesOf(value.value) > maxValueBytes) return problem('too_long')
    if (value.uploads.length > maxFilesPerField) return problem('too_many_files')
    const options = value.kind === 'choice' ? (field?.options ?? []) : []
    const isOdd = value.value !== '' && options.length > 0 && !options.includes(value.value)
    return isOdd ? problem('not_an_option') : []
  })
  const order = new Map(form.fields.map(({ id }, index) => [id, index]))
  const rank = ({ fieldId }: FormProblem) => order.get(fieldId ?? '') ?? form.fields.length
  problems.sort((one, other) => rank(one) - rank(other))
  if (!values.some(isFilled)) problems.unshift({ fieldId: null, code: 'empty_form' })
  const total = values.reduce((sum, { value }) => sum + bytesOf(value), 0)
  if (total > maxFormBytes) problems.push({ fieldId: null, code: 'too_long_in_all' })
  return problems
}

/** Empty values are not sent. */
export function isFilled({ value, uploads }: Pick<FieldValue, 'value' | 'uploads'>): boolean {
  return value.trim() !== '' || uploads.length > 0
}

/** Of UTF-8; counted exactly only where the length leaves it open. */
export function bytesOf(text: string): number {
  return text.length > maxFormBytes ? text.length : new TextEncoder().encode(text).length
}
