import { maxQuestionBytes } from '@/lib/runs/start-run-schema'

/** Bytes of UTF-8 over the limit's size, or null while the text fits. Cheap for the usual short text. */
export function oversize(text: string): number | null {
  // No UTF-16 unit takes more than three bytes.
  if (text.length * 3 <= maxQuestionBytes) return null
  const bytes = new TextEncoder().encode(text).length
  return bytes > maxQuestionBytes ? bytes : null
}
