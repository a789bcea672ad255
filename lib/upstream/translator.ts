/** The frame of every family's translator: from the data of a message, or a whole JSON answer, to run events. Pure. */
import type * as z from 'zod'
import type { RunEvent, RunFailure } from '@/lib/runs/events'
import type { Answer, GenerationEnd } from './answer'
import { readReport } from './failure'
import { parseMessage } from './parse-wire'

export type Translator = {
  /**
   * @param data of one message of the stream
   * @param receivedAt epoch ms
   * @param isCut the stream ended inside this message: half a message is no malformed one
   */
  readMessage(data: string, receivedAt: number, isCut?: boolean): RunEvent[]
  /** @param answer the body of a synchronous call, or of a refusal, as `parseJson` gave it */
  readAnswer(answer: unknown, receivedAt: number): RunEvent[]
  /** Nothing that follows matters: `[DONE]`, an error, or as much text as may be. */
  isOver(): boolean
  /** Upstream said that the answer is complete; only usage and `[DONE]` are still to come. */
  isFinished(): boolean
  /** @param cut why reading ended early; null when upstream closed the stream */
  end(cut: RunFailure | null): { events: RunEvent[]; end: GenerationEnd }
}

/**
 * @param options.answer remembers one generation; `readChunk` tells it what a chunk says
 * @param options.schema of one chunk; a synchronous answer is read as one chunk
 * @param options.beforeEnd tells what was held back
 */
export function createTranslatorOf<Schema extends z.ZodType>(options: {
  answer: Answer
  schema: Schema
  readChunk: (chunk: z.output<Schema>, receivedAt: number) => void
  beforeEnd?: (cut: RunFailure | null) => void
}): Translator {
  const { answer, schema, readChunk, beforeEnd } = options
  return {
    readMessage(data, receivedAt, isCut = false) {
      if (answer.isOver()) return []
      const parsed = parseMessage(data, schema)
      if (!(isCut && answer.isUnderstood())) answer.countMalformed(parsed.malformed)
      for (const chunk of parsed.chunks) if (!answer.isOver()) readChunk(chunk, receivedAt)
      if (parsed.isEnd) {
        answer.finish()
        answer.close()
      }
      return answer.take()
    },

    readAnswer(body, receivedAt) {
      const parsed = schema.safeParse(withoutEnvelope(body))
      if (parsed.success) readChunk(parsed.data, receivedAt)
      else answer.countMalformed(1)
      answer.close()
      if (answer.isUnderstood()) answer.finish()
      return answer.take()
    },

    isOver: answer.isOver,
    isFinished: answer.isFinished,

    end(cut) {
      beforeEnd?.(cut)
      const end = answer.end(cut)
      return { events: answer.take(), end }
    },
  }
}

function withoutEnvelope(answer: unknown): unknown {
  const isWrapped =
    typeof answer === 'object' &&
    answer !== null &&
    'data' in answer &&
    !('choices' in answer) &&
    readReport(answer) === null
  return isWrapped && typeof answer.data === 'object' && answer.data !== null ? answer.data : answer
}
