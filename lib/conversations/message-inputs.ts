import 'server-only'
import { z } from 'zod'
import { fieldValuesSchema } from '@/lib/forms/schema'
import type { FieldValue } from '@/lib/forms/schema'

const idsSchema = z.array(z.string())

/** What a message's `inputs` column holds. */
export function parseInputs(json: string | null): FieldValue[] {
  return json === null ? [] : fieldValuesSchema.parse(JSON.parse(json))
}

/** What a message's `attachments` column holds: ids of uploads. */
export function parseIds(json: string | null): string[] {
  return json === null ? [] : idsSchema.parse(JSON.parse(json))
}
