/** A file that a person gave us for an agent. Pure; shared by server and browser. */
import * as z from 'zod/mini'

/** The platform's file types 2, 1, 4, 3, 5 (api-facts §3.2). */
export const uploadKinds = ['document', 'sheet', 'image', 'audio', 'video'] as const

export const uploadStatuses = [
  'uploading',
  'parsing',
  'ready',
  'failed',
  /** Still not parsed after five minutes: may be asked for again. */
  'stalled',
] as const

/** Why a file cannot be used; the sentences live in the messages under `uploads.reason.*`. */
export const uploadReasons = [
  /** 11000 */
  'missing',
  /** 11001 */
  'no_text',
  /** 11002 */
  'unreadable',
  /** 11003 */
  'too_much_text',
  /** 11009 */
  'unknown_id',
  /** Any other code of the platform, shown with its number. */
  'not_parsed',
  /** Named in the platform's list of failures, with its own words as `detail`. */
  'refused',
  'type_not_allowed',
  /** The bytes are not what the name says. */
  'type_mismatch',
  'empty',
  'too_large',
  /** Wider or higher than allowed. */
  'too_many_pixels',
  'too_long',
  'incomplete',
  'upstream',
] as const

export const uploadSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** Bytes. */
  size: z.number(),
  kind: z.enum(uploadKinds),
  status: z.enum(uploadStatuses),
  reason: z.nullable(
    z.object({
      code: z.enum(uploadReasons),
      /** Upstream's own words, shown as text. */
      detail: z.nullable(z.string()),
      upstreamCode: z.nullable(z.string()),
    }),
  ),
  /** Our own address of the picture, while we hold it. */
  previewUrl: z.nullable(z.string()),
})

/** `GET /api/uploads?ids=a,b`; ids that are not the person's are left out. */
export const uploadListSchema = z.object({ uploads: z.array(uploadSchema) })

export type Upload = z.infer<typeof uploadSchema>
export type UploadKind = (typeof uploadKinds)[number]
export type UploadStatus = (typeof uploadStatuses)[number]
export type UploadReason = (typeof uploadReasons)[number]
