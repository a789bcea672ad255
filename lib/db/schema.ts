/**
 * The tables, as Kysely sees them. JSON is text, times are integer epoch ms, booleans are 0 or 1, on both engines.
 * The tables `user`, `session`, `account` and `verification` belong to better-auth, which migrates them itself.
 */
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
  family: 'agent'
  target_id: string
  title: string
  upstream_conversation_id: string | null
  /** The last message of the visible path. */
  leaf_message_id: string | null
  created_at: number
  updated_at: number
  deleted_at: number | null
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
  set_up_links: SetUpLinkRow
  user: UserTable
}
