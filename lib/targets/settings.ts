/**
 * What a person sets for a conversation with a model, an assistant or the on-premises platform. Ranges and defaults are
 * those of the documents (shared: api-facts §4.1, §5.1, seed 004). A target takes the groups that its card names;
 * the rest is not sent. Pure; shared by server and browser.
 */
import * as z from 'zod/mini'

export const maxSystemPromptLength = 16_000
export const maxTokensLimit = 131_072
export const searchEngines = ['search_std', 'search_pro', 'search_pro_sogou', 'search_pro_quark'] as const
export const searchRecencies = ['noLimit', 'oneDay', 'oneWeek', 'oneMonth', 'oneYear'] as const
/** Functions of ours that run on the server. */
export const functionNames = ['current_time', 'calculate', 'convert_units'] as const
/** Tools of GLM-4-AllTools that run at upstream. */
export const allToolNames = ['code_interpreter', 'drawing_tool', 'web_browser'] as const
/** Ids of the on-premises platform: knowledge containers and files. */
export const maxPlatformIds = 20

const platformId = z.string().check(z.regex(/^[A-Za-z0-9_.:-]{1,64}$/))
const platformIds = z.array(platformId).check(z.maxLength(maxPlatformIds))

const webSearchSchema = z.object({
  isOn: z._default(z.boolean(), false),
  engine: z._default(z.enum(searchEngines), 'search_std'),
  /** 1 to 50. */
  count: z._default(z.int().check(z.minimum(1), z.maximum(50)), 10),
  recency: z._default(z.enum(searchRecencies), 'noLimit'),
  contentSize: z._default(z.enum(['medium', 'high']), 'medium'),
  /** Only pages of this host; empty: of any. */
  domain: z._default(z.string().check(z.maxLength(253)), ''),
  /** Whether upstream tells its results before the answer or after it. */
  sequence: z._default(z.enum(['before', 'after']), 'after'),
})

export const chatSettingsSchema = z.object({
  systemPrompt: z._default(z.string().check(z.maxLength(maxSystemPromptLength)), ''),
  /** 0 to 1, two decimals; null: the model's own. */
  temperature: z._default(z.nullable(z.number().check(z.minimum(0), z.maximum(1))), null),
  /** 0.01 to 1; null: the model's own. */
  topP: z._default(z.nullable(z.number().check(z.minimum(0.01), z.maximum(1))), null),
  /** 1 to 131,072; null: the model's own. */
  maxTokens: z._default(z.nullable(z.int().check(z.minimum(1), z.maximum(maxTokensLimit))), null),
  /** The one text that ends an answer; empty: none. */
  stop: z._default(z.string().check(z.maxLength(200)), ''),
  /** False: temperature and topP count for nothing. */
  doSample: z._default(z.boolean(), true),
  responseFormat: z._default(z.enum(['text', 'json_object']), 'text'),
  thinking: z._default(z.boolean(), true),
  webSearch: z._default(webSearchSchema, webSearchSchema.parse({})),
  functions: z._default(z.array(z.enum(functionNames)), []),
  /** Ids of MCP servers of this person, or of those that come with the installation. */
  mcpServers: z._default(z.array(z.string().check(z.maxLength(64))).check(z.maxLength(8)), []),
  allTools: z._default(z.array(z.enum(allToolNames)), [...allToolNames]),
  usesKnowledge: z._default(z.boolean(), true),
  /** Knowledge containers to be searched; empty: those that the platform chooses. */
  containers: z._default(platformIds, []),
  /** Of the on-premises platform: `v1` knows prompt templates and reasoning, `v2` is OpenAI compatible. */
  api: z._default(z.enum(['v1', 'v2']), 'v1'),
  promptTemplate: z._default(z.string().check(z.maxLength(maxSystemPromptLength)), ''),
  fileIds: z._default(platformIds, []),
  /** Whether the platform keeps the dialogue itself (`multipleDialog`). */
  remembers: z._default(z.boolean(), true),
  showsReasoning: z._default(z.boolean(), false),
  /** Languages of a translating assistant, as it names them (`zh`, `en`, …); null: not a translation. */
  translate: z._default(
    z.nullable(z.object({ from: z.string().check(z.maxLength(16)), to: z.string().check(z.maxLength(16)) })),
    null,
  ),
})

/** As it is used. */
export type ChatSettings = z.output<typeof chatSettingsSchema>
/** As it may be given: what is missing has its default. */
export type GivenSettings = z.input<typeof chatSettingsSchema>
export type FunctionName = (typeof functionNames)[number]
export type AllToolName = (typeof allToolNames)[number]

export const defaultSettings: ChatSettings = chatSettingsSchema.parse({})
