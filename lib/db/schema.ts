/**
 * The tables, as Kysely sees them. JSON is text, times are integer epoch ms, booleans are 0 or 1, on both engines.
 * The tables `user`, `session`, `account` and `verification` belong to better-auth, which migrates them itself.
 */
import type { Family } from '@/lib/targets/schema'

export type AgentRow = {
  app_id: string
  /** JSON of `{en, zh}`. */
  name: string
  description: string
  icon: string
  /** JSON of `{en: string[], zh: string[]}`. */
  opening_questions: string
  sort: number
  /** Where the row came from: rows of `environment` and `engine` follow their source at every start. */
  source: 'environment' | 'engine'
  is_visible: 0 | 1
}

export type ConversationRow = {
  id: string
  user_id: string
  family: Family
  target_id: string
  title: string
  upstream_conversation_id: string | null
  /** The last message of the visible path. */
  leaf_message_id: string | null
  created_at: number
  updated_at: number
  deleted_at: number | null
  /** Of a row of a batch: such conversations are reached from the batch, not from the sidebar. */
  batch_id: string | null
  /** JSON of ChatSettings, of the last run; null where nothing can be set. */
  settings: string | null
  /** Of a lane of a comparison that nobody has gone on with: reached from the comparison, not from the sidebar. */
  comparison_id: string | null
  comparison_lane: number | null
}

export type MessageRow = {
  id: string
  conversation_id: string
  user_id: string
  parent_id: string | null
  role: 'person' | 'answer'
  /** The question, or the running text of the answer once its run is over. */
  text: string
  run_id: string | null
  created_at: number
  /** Of a question: JSON of FieldValue[], what was filled into the agent's form; null without one. */
  inputs: string | null
  /** Of a question: JSON of string[], ids of the uploads that went along in a dialogue. */
  attachments: string | null
}

export type RunRow = {
  id: string
  user_id: string
  conversation_id: string
  user_message_id: string
  answer_message_id: string
  send_key: string
  /** SHA-256 of what was sent, so that a reused key with other content is told apart. */
  request_hash: string
  status: 'waiting' | 'answering' | 'done' | 'stopped' | 'interrupted' | 'failed'
  /** The process that writes the run, and until when others must believe that it lives. */
  lease_owner: string
  lease_until: number
  stop_requested_at: number | null
  /** JSON of the `Run` once it is over. */
  snapshot: string | null
  snapshot_seq: number
  /** JSON of string[]; null until asked for. */
  suggestions: string | null
  /** JSON of `Sources`; null until they were asked for. */
  sources: string | null
  created_at: number
  ended_at: number | null
}

/** One record of the log: consecutive events that were written together. */
export type RunLogRow = {
  run_id: string
  first_seq: number
  last_seq: number
  /** JSON array of RunEvent. */
  events: string
}

export type UploadRow = {
  id: string
  user_id: string
  family: Family
  /** The target's id; for an agent its app id. */
  app_id: string
  /** Upstream's id of the variable that it is for; null for a file in a dialogue. */
  field_id: string | null
  /** What uploads of one unsent message have in common, made by the browser. */
  draft_id: string | null
  conversation_id: string | null
  /** In a dialogue: the platform's conversation that holds the file. */
  upstream_conversation_id: string | null
  name: string
  size: number
  kind: 'document' | 'sheet' | 'image' | 'audio' | 'video'
  status: 'uploading' | 'parsing' | 'ready' | 'failed' | 'stalled'
  /** JSON of the reason of a failure. */
  reason: string | null
  upstream_file_id: string | null
  /** Name of our copy (pictures and videos), below `DATA_DIR/uploads`. */
  stored_file: string | null
  checked_at: number | null
  created_at: number
  deleted_at: number | null
}

/** A ticket: this person may read this document, because upstream named it in this run. */
export type DocumentRow = {
  id: string
  user_id: string
  run_id: string
  upstream_document_id: string
  app_id: string
  name: string
  url: string
  /** Name of our copy below `DATA_DIR/documents`; null until somebody opened it. */
  stored_file: string | null
  media_type: string | null
  created_at: number
}

/** A picture, video or sound of an answer, copied because upstream's address expires. */
export type MediaRow = {
  id: string
  user_id: string
  run_id: string
  url: string
  /** Name of our copy below `DATA_DIR/media`. */
  stored_file: string | null
  media_type: string | null
  failure: string | null
  created_at: number
}

export type BatchTableRow = {
  id: string
  user_id: string
  app_id: string
  send_key: string
  name: string
  /** JSON of string[]. */
  columns: string
  status: 'running' | 'paused' | 'done'
  created_at: number
  updated_at: number
  deleted_at: number | null
}

export type BatchRowRow = {
  batch_id: string
  row: number
  /** JSON of string[]. */
  cells: string
  /** JSON of FieldValue[]. */
  field_values: string
  status: 'waiting' | 'running' | 'done' | 'failed' | 'stopped'
  /** Of the attempt that is going on or was the last: a restart never starts it twice. */
  send_key: string | null
  run_id: string | null
  conversation_id: string | null
  output: string
  /** JSON of `{code, detail}`. */
  failure: string | null
  attempts: number
  started_at: number | null
  ended_at: number | null
}

export type McpServerRow = {
  id: string
  user_id: string
  label: string
  url: string
  transport: 'sse' | 'streamable-http'
  /** JSON of string[]. */
  allowed_tools: string
  /** JSON of `{name: value}`; may hold secrets, never leaves the server but to upstream. */
  headers: string
  created_at: number
}

export type ComparisonRow = {
  id: string
  user_id: string
  question: string
  /** JSON of `{target, settings}[]`. */
  lanes: string
  created_at: number
  deleted_at: number | null
}

export type SetUpLinkRow = { token_hash: string; created_at: number; used_at: number | null }

export type UserTable = {
  id: string
  name: string
  email: string
  emailVerified: number
  image: string | null
  createdAt: string
  updatedAt: string
  isAnonymous: number | null
  role: string | null
}

export type Database = {
  agents: AgentRow
  conversations: ConversationRow
  messages: MessageRow
  runs: RunRow
  run_log: RunLogRow
  uploads: UploadRow
  documents: DocumentRow
  media: MediaRow
  batches: BatchTableRow
  batch_rows: BatchRowRow
  mcp_servers: McpServerRow
  comparisons: ComparisonRow
  set_up_links: SetUpLinkRow
  user: UserTable
}
