/** Codes that our own API answers with; the sentence for each stands in the messages under `error.<code>`. */
export const errorStatuses = {
  invalid_request: 400,
  question_empty: 400,
  question_too_long: 400,
  inputs_invalid: 400,
  agent_not_form: 400,
  rows_invalid: 400,
  /** A target does not take a file of this kind. */
  file_not_taken: 400,
  /** Documents beside pictures or videos. */
  files_mixed: 400,
  /** Pictures and sounds together are more than one question may carry. */
  files_too_large: 400,
  /** The model's upstream could not fetch the file from here. */
  file_out_of_reach: 400,
  unauthenticated: 401,
  wrong_credentials: 401,
  forbidden_origin: 403,
  admin_only: 403,
  not_found: 404,
  agent_unknown: 404,
  file_gone: 409,
  run_active: 409,
  run_not_over: 409,
  too_many_batches: 409,
  too_many_mcp_servers: 409,
  mcp_label_taken: 409,
  lane_taken: 409,
  set_up_done: 409,
  body_too_large: 413,
  unsupported_media_type: 415,
  send_key_reused: 422,
  too_many_bytes: 429,
  too_many_requests: 429,
  too_many_runs: 429,
  internal: 500,
  /** A picture or document that upstream named could not be fetched. */
  file_unavailable: 502,
  shutting_down: 503,
  storage_unavailable: 503,
} as const

export type ErrorCode = keyof typeof errorStatuses

/** A failure that a person will read. What only we may know goes into `cause`, which is logged and never sent. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly retryAfterSeconds: number | null

  constructor(code: ErrorCode, options: { cause?: unknown; retryAfterSeconds?: number } = {}) {
    super(code, { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.retryAfterSeconds = options.retryAfterSeconds ?? null
  }

  /** Next loads this module several times (see process-state): each of them knows the errors of the others. */
  static override [Symbol.hasInstance](value: unknown): value is AppError {
    return value instanceof Error && value.name === 'AppError'
  }

  get status(): number {
    return errorStatuses[this.code]
  }
}
