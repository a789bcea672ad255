/** The envelope around the JSON answers of the agent platform (shared/api/api-facts.md §2.5). Pure. */
import * as z from 'zod'
import { looseNumber, looseText } from './loose'

/** `{data, code: 200, message, timestamp}`; `msg` is seen instead of `message`, and the code as a string. */
export function envelopeOf<Schema extends z.ZodType>(data: Schema) {
  return z.object({
    code: looseText,
    message: looseText,
    msg: looseText,
    /** Epoch ms. */
    timestamp: looseNumber,
    data,
  })
}
