/** Which documents are being indexed again, and since when: that gives old documents their positions. */
const usualMs = 3_000

export class Embeddings {
  readonly #startedAt = new Map<string, number>()
  readonly #pace: number

  constructor(pace: number) {
    this.#pace = pace
  }

  start(documentId: string): void {
    this.#startedAt.set(documentId, Date.now())
  }

  /** Whether it was indexed again since this engine started. */
  isDone(documentId: string): boolean {
    const startedAt = this.#startedAt.get(documentId)
    return startedAt !== undefined && Date.now() - startedAt >= usualMs / this.#pace
  }

  isRunning(documentId: string): boolean {
    return this.#startedAt.has(documentId) && !this.isDone(documentId)
  }
}
