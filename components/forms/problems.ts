/** Where in a form its problems stand. Pure. */
import { findProblems } from '@/lib/forms/validate'
import type { FormProblem } from '@/lib/forms/validate'
import type { AgentForm, FormField } from '@/lib/forms/schema'
import { holdsFiles, keyOf, textSlots, toFieldValues } from './form-values'
import type { FormValues } from './form-values'

export type Problem = FormProblem['code']

/** By key of the field or part; what concerns the whole form stands at its first field. */
export function problemsOf(form: AgentForm, values: FormValues): Map<string, Problem> {
  const problems = new Map<string, Problem>()
  for (const { fieldId, code } of findProblems(form, toFieldValues(form, values))) {
    const field = form.fields.find(({ id }) => id === fieldId) ?? form.fields[0]
    if (!field) continue
    const key = holdsFiles(field.kind) ? keyOf(field) : longestSlot(field, values)
    if (!problems.has(key)) problems.set(key, code)
  }
  return problems
}

/** Of a field with parts, the one to shorten; while all are empty, the first. */
function longestSlot(field: FormField, { texts }: FormValues): string {
  const keys = textSlots(field).map(([, key]) => key)
  const length = (key: string) => texts[key]?.length ?? 0
  return keys.reduce(
    (longest, key) => (length(key) > length(longest) ? key : longest),
    keys[0] ?? keyOf(field),
  )
}
