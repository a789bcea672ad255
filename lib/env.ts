import 'server-only'
import path from 'node:path'
import { z } from 'zod'
import { processState } from './process-state'
import { defaultMaxUploadMb } from './uploads/limits'

const pair = /^\s*([^=\s]{1,64})\s*=\s*(.+?)\s*$/
const modelPair = /^\s*([A-Za-z0-9_][A-Za-z0-9._:/@+-]{0,127})\s*(?:=\s*(.+?)\s*)?$/

/** `id=Name, id=Name` → entries, in order. A name may hold `=` but no comma. */
function namedIds(idWord: string) {
  return z
    .string()
    .default('')
    .transform((text, context) =>
      entriesOf(text).flatMap((entry) => {
        const [, id, name] = pair.exec(entry) ?? []
        if (id && name && /^[A-Za-z0-9_-]+$/.test(id)) return [{ id, name }]
        context.addIssue({
          code: 'custom',
          message: `must read "${idWord}=Name, ${idWord}=Name"; "${entry.trim()}" does not`,
        })
        return []
      }),
    )
}

/** `id, id=Name` → entries, in order; without a name null. */
const models = z
  .string()
  .default('')
  .transform((text, context) =>
    entriesOf(text).flatMap((entry) => {
      const [, id, name] = modelPair.exec(entry) ?? []
      if (id) return [{ id, name: name ?? null }]
      context.addIssue({
        code: 'custom',
        message: `must read "model, model" or "model=Name, model=Name"; "${entry.trim()}" does not`,
      })
      return []
    }),
  )

const flag = z.enum(['true', 'false'], 'must be true or false').transform((value) => value === 'true')

function webAddress(message: string) {
  return z
    .string()
    .refine((value) => /^https?:\/\//.test(value) && URL.canParse(value), message)
    .transform((value) => value.replace(/\/+$/, ''))
}

function wholeNumber(min: number, max: number) {
  const message = `must be a whole number from ${min} to ${max}`
  return z.coerce.number(message).int(message).min(min, message).max(max, message)
}

const plainKey = z.string().regex(/^[!-~]+$/, 'must be of visible characters without spaces')

/** The first is needed where the second is set. */
const pairedSettings = [
  ['ADMIN_PASSWORD', 'ADMIN_EMAIL'],
  ['ADMIN_EMAIL', 'ADMIN_PASSWORD'],
  ['OPENPLATFORM_API_KEY', 'OPENPLATFORM_BASE_URL'],
  ['OPENPLATFORM_BASE_URL', 'OPENPLATFORM_API_KEY'],
  ['OPENAI_COMPATIBLE_BASE_URL', 'OPENAI_COMPATIBLE_API_KEY'],
  ['ENGINE_LLM_MODEL', 'ENGINE_LLM_BASE_URL'],
  ['ENGINE_LLM_BASE_URL', 'ENGINE_LLM_MODEL'],
  ['ENGINE_LLM_BASE_URL', 'ENGINE_LLM_API_KEY'],
] as const

const envSchema = z
  .object({
    PORT: wholeNumber(1, 65_535).default(3000),
    HOSTNAME: z.string().default('0.0.0.0'),
    APP_URL: webAddress('must be an address such as https://chat.example.org').optional(),
    DATA_DIR: z
      .string()
      .default('./data')
      .transform((value) => path.resolve(value)),
    BIGMODEL_API_KEY: z
      .string()
      .regex(/^[^.\s]+\.[^.\s]+$/, 'must read id.secret, with one dot')
      .optional(),
    BIGMODEL_BASE_URL: webAddress('must be an address such as https://open.bigmodel.cn/api').default(
      'https://open.bigmodel.cn/api',
    ),
    BIGMODEL_AUTH: z.enum(['key', 'jwt'], 'must be key or jwt').default('key'),
    BIGMODEL_HEADERS: z
      .string()
      .default('{}')
      .transform((text, context) => {
        const parsed = z
          .record(z.string().regex(/^[A-Za-z0-9-]+$/), z.string().regex(/^[^\r\n]*$/))
          .safeParse(parseJson(text))
        if (parsed.success) return parsed.data
        context.addIssue({ code: 'custom', message: 'must be a JSON object of header names and texts' })
        return z.NEVER
      }),
    BIGMODEL_AGENTS: namedIds('app_id'),
    BIGMODEL_MODELS: models,
    BIGMODEL_ASSISTANTS: namedIds('assistant_id'),
    BIGMODEL_FILES_PURPOSE: z
      .string()
      .regex(/^[a-z0-9_-]{1,64}$/, 'must be one word such as assistant or agent')
      .default('assistant'),
    BIGMODEL_MEDIA_BY_ADDRESS: z
      .string()
      .default('')
      .transform((text) => text.split(',').flatMap((id) => id.trim() || []))
      .refine((ids) => ids.every((id) => /^[A-Za-z0-9_-]+$/.test(id)), 'must read "app_id, app_id"'),
    OPENPLATFORM_BASE_URL: webAddress('must be an address such as https://platform.example.org').optional(),
    OPENPLATFORM_API_KEY: plainKey.optional(),
    OPENAI_COMPATIBLE_BASE_URL: webAddress('must be an address such as http://localhost:11434/v1').optional(),
    OPENAI_COMPATIBLE_API_KEY: plainKey.optional(),
    ENGINE_LLM_BASE_URL: webAddress('must be an address such as http://localhost:11434/v1').optional(),
    ENGINE_LLM_API_KEY: plainKey.optional(),
    ENGINE_LLM_MODEL: z
      .string()
      .regex(/^\S{1,128}$/, 'must be the name of a model')
      .optional(),
    DATABASE_URL: z
      .string()
      .regex(/^postgres(ql)?:\/\//, 'must start with postgres://')
      .optional(),
    AUTH_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
    ADMIN_EMAIL: z.email('must be an email address').optional(),
    ADMIN_PASSWORD: z
      .string()
      .min(8, 'must have at least 8 characters')
      .max(128, 'must have at most 128 characters')
      .optional(),
    ALLOW_GUESTS: flag.optional(),
    TIMELINE_FOR_GUESTS: flag.default(true),
    RATE_LIMIT_RUNS_PER_MINUTE: wholeNumber(1, 10_000).default(20),
    MAX_CONCURRENT_RUNS: wholeNumber(1, 1_000).default(3),
    MAX_UPLOAD_MB: wholeNumber(1, 1_000).default(defaultMaxUploadMb),
  })
  .superRefine((value, context) => {
    for (const [name, beside] of pairedSettings)
      if (value[name] === undefined && value[beside] !== undefined)
        context.addIssue({ code: 'custom', path: [name], message: `is needed beside ${beside}` })
    if (value.BIGMODEL_MEDIA_BY_ADDRESS.length > 0 && !value.APP_URL)
      context.addIssue({
        code: 'custom',
        path: ['APP_URL'],
        message: 'is needed beside BIGMODEL_MEDIA_BY_ADDRESS: the platform fetches files from it',
      })
  })

export type Env = z.infer<typeof envSchema>

/** A setting that cannot be used; `message` is one sentence that names the variable, never its value when secret. */
export class EnvError extends Error {}

/** @throws EnvError for the first variable that is wrong. An empty variable counts as absent. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value.trim() !== ''),
  )
  const parsed = envSchema.safeParse(given)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new EnvError(`${issue?.path.join('.') ?? 'Environment'} ${issue?.message ?? 'is wrong'}.`)
}

/** The process's settings, parsed once. */
export const env = processState('env', () => parseEnv(process.env))

/** Guests may chat on the built-in engine unless it is said otherwise. */
export function guestsAllowed(): boolean {
  return env().ALLOW_GUESTS ?? env().BIGMODEL_API_KEY === undefined
}

/** Whether the nodes of runs are kept from this person. */
export function isTimelineHiddenFrom(user: { isGuest: boolean }): boolean {
  return user.isGuest && !env().TIMELINE_FOR_GUESTS
}

function entriesOf(text: string): string[] {
  return text.split(',').filter((entry) => entry.trim() !== '')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
