/** What a form can say about its own fields before anything is sent. Pure. */

/** As `setUpSchema` of lib/auth/schema.ts has it. */
export const minPasswordLength = 8

/** A key of the messages under `account`; null when all is well. */
export type Problem = 'required' | 'emailInvalid' | null

export function emailProblem(email: string): Problem {
  if (!email) return 'required'
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email) ? null : 'emailInvalid'
}

export function textOf(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}
