/** What an agent asks for before it runs, and what a person gave. Pure; shared by server and browser. */
import * as z from 'zod/mini'
import { uploadSchema } from '@/lib/uploads/schema'

/** One kind for each variable type of the platform (api-facts §3.1); a type that we do not know becomes `text`. */
export const fieldKinds = ['text', 'choice', 'file', 'image', 'video', 'audio', 'template'] as const

const plainField = {
  /** Upstream's variable id: the unit that files are uploaded to. */
  id: z.string(),
  /** The variable's name: the field's label, and the key of its value. Unique in a form. */
  name: z.string(),
  kind: z.enum(fieldKinds),
  tips: z.string(),
  options: z.array(z.string()),
  /** Upstream's own word for a type that we do not know; null for the known ones. */
  unknownType: z.nullable(z.string()),
}

export const formFieldSchema = z.object({
  ...plainField,
  /** Of kind `template`: the parts that people fill in, and the text that they are put into as `{name}`. */
  template: z.nullable(z.object({ text: z.string(), parts: z.array(z.object(plainField)) })),
})

export const agentFormSchema = z.object({
  appId: z.string(),
  /** `dialogue`: a composer is all it needs. `form`: its fields are filled in for every run. */
  kind: z.enum(['dialogue', 'form']),
  fields: z.array(formFieldSchema),
  /** Whether the platform could not be asked, so that fields may be missing. */
  isUncertain: z.boolean(),
})

export const maxFields = 100
export const maxFilesPerField = 20

/** What a person gave for one field. Of the two, files have `uploads` and the others `value`. */
export const fieldValueSchema = z.object({
  fieldId: z.string().check(z.maxLength(64)),
  name: z.string().check(z.minLength(1), z.maxLength(500)),
  kind: z.enum(fieldKinds),
  value: z.string(),
  /** Ids of ours. */
  uploads: z.array(z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/))).check(z.maxLength(maxFilesPerField)),
})

export const fieldValuesSchema = z.array(fieldValueSchema).check(z.maxLength(maxFields))

/** The same as it stands in a transcript: the files with their names. */
export const shownValueSchema = z.object({
  fieldId: z.string(),
  name: z.string(),
  kind: z.enum(fieldKinds),
  value: z.string(),
  uploads: z.array(uploadSchema),
})

export type FieldKind = (typeof fieldKinds)[number]
export type FormField = z.infer<typeof formFieldSchema>
export type AgentForm = z.infer<typeof agentFormSchema>
export type FieldValue = z.infer<typeof fieldValueSchema>
export type ShownValue = z.infer<typeof shownValueSchema>
