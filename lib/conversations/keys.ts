/** Keys of the Query cache for conversations; `all` reaches everything below it. */
export const conversationKeys = {
  all: ['conversations'],
  list: ['conversations', 'list'],
  transcript: (conversationId: string) => ['conversations', 'transcript', conversationId] as const,
  suggestions: (runId: string) => ['conversations', 'suggestions', runId] as const,
} as const
