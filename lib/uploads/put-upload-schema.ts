/** The query of `PUT /api/uploads/{id}`. Pure. */
import * as z from 'zod/mini'
import { families, isTargetId } from '@/lib/targets/schema'
import { maxFileNameLength } from './limits'
import { uploadKinds } from './schema'

const id = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/))
const optionalId = z._default(z.nullable(id), null)

export const putUploadSchema = z.object({
  id: z.uuid(),
  family: z._default(z.enum(families), 'agent'),
  /** The target's id; for an agent its app id. */
  appId: z.string().check(z.refine(isTargetId)),
  /** For display only. */
  name: z.string().check(z.minLength(1), z.maxLength(maxFileNameLength)),
  kind: z.enum(uploadKinds),
  /** Bytes. */
  size: z.coerce.number().check(z.int(), z.minimum(0)),
  /** Of the form; null for a file in a dialogue. */
  fieldId: optionalId,
  conversationId: optionalId,
  draftId: optionalId,
})

export type PutUpload = z.infer<typeof putUploadSchema>
