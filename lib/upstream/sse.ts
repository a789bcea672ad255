/**
 * Framing of event streams: bytes in, messages out (WHATWG HTML §9.2.6, in the dialects of api-facts §2.4). Knows
 * nothing of what a message means; event names are handed on and give no power. Each byte is decoded and scanned
 * once. LF, CRLF and CR, a byte order mark, comments, `id:` and `retry:` are taken; a last message without its blank
 * line is flushed by `end()`. Pure.
 */
import { createParser } from 'eventsource-parser'

/** Bytes of UTF-8 in the data of one message. */
export const maxMessageBytes = 8 * 1024 * 1024

export class MessageTooLargeError extends Error {
  override name = 'MessageTooLargeError'
}

export type SseReader = {
  /** Calls back for every message that these bytes complete. @throws MessageTooLargeError */
  feed(bytes: Uint8Array): void
  /** The stream has ended: calls back for the message that still waits for its blank line. */
  end(): void
}

/** @param onMessage gets the joined data lines and the `event:` name, synchronously and in order */
export function createSseReader(onMessage: (data: string, event: string | undefined) => void): SseReader {
  const decoder = new TextDecoder()
  let isTooLarge = false
  const parser = createParser({
    // Counts characters of the message that is being received; one is at least one byte.
    maxBufferSize: maxMessageBytes + 'data: '.length,
    onEvent(message) {
      if (isTooLarge) return
      if (isWithinLimit(message.data)) onMessage(message.data, message.event)
      else isTooLarge = true
    },
    onError(error) {
      if (error.type === 'max-buffer-size-exceeded') isTooLarge = true
    },
  })

  function feedText(text: string) {
    parser.feed(text)
    if (isTooLarge) throw new MessageTooLargeError(`A message has more than ${maxMessageBytes} bytes`)
  }

  return {
    feed: (bytes) => feedText(decoder.decode(bytes, { stream: true })),
    // A character that was cut off by the end is no text; a CR before the end may still swallow one LF.
    end: () => feedText(decoder.decode().replace(/\uFFFD$/, '') + '\n\n'),
  }
}

function isWithinLimit(data: string): boolean {
  // UTF-8 needs at most three bytes for one UTF-16 unit.
  return data.length * 3 <= maxMessageBytes || Buffer.byteLength(data) <= maxMessageBytes
}
