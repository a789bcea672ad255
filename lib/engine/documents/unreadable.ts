/** Why a document cannot be used, with the platform's code for it (api-facts §3.3). */
export class UnreadableDocument extends Error {
  readonly code: 11001 | 11002 | 11003

  constructor(code: 11001 | 11002 | 11003, options?: ErrorOptions) {
    super(`document cannot be read: ${code}`, options)
    this.code = code
  }
}
