/** What is to be said, before it is put into a manner or a format. */
export type Reply = {
  markdown: string
  /** Names of what it rests on. */
  sources: string[]
}
