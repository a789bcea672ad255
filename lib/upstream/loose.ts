/**
 * Schema pieces for what comes from upstream: they never refuse a whole message because of one odd field.
 * A field of a wrong type becomes null, a number where a string belongs becomes that string, a single thing where
 * a list belongs becomes a list of one. Pure.
 */
import * as z from 'zod'

/** String; numbers and booleans as their text; everything else null. Ids reach it exact (`parseJson`). */
export const looseText = z
  .unknown()
  .transform((value) => {
    if (typeof value === 'string') return value
    return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null
  })
  .optional()

/** Finite number, also written as a string; everything else null. */
export const looseNumber = z
  .unknown()
  .transform((value) => {
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
    return typeof number === 'number' && Number.isFinite(number) ? number : null
  })
  .optional()

/** True, false, also as text or as 1 and 0; everything else null. */
export const looseFlag = z
  .unknown()
  .transform((value) => {
    const word = String(value).trim().toLowerCase()
    if (word === 'true' || word === '1') return true
    return word === 'false' || word === '0' ? false : null
  })
  .optional()

/** The value when the schema takes it, else null. */
export function loose<Schema extends z.ZodType>(schema: Schema) {
  return schema.nullish().catch(null)
}

/** A list of what the schema takes; other items are dropped, a single item counts as a list of one. */
export function looseList<Schema extends z.ZodType>(item: Schema) {
  return z
    .unknown()
    .transform((value) => {
      if (value === null || value === undefined) return null
      const items: z.output<Schema>[] = []
      for (const candidate of Array.isArray(value) ? value : [value]) {
        const result = item.safeParse(candidate)
        if (result.success) items.push(result.data)
      }
      return items
    })
    .optional()
}

/** Whatever it is, also missing. */
export const anything = z.unknown().optional()
