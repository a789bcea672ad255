import * as z from 'zod/mini'

const messageSchema = z.object({ type: z.enum(['run-start', 'run-end']), conversationId: z.string() })

export type RunMessage = z.infer<typeof messageSchema>

export type RunChannel = {
  tell: (message: RunMessage) => void
  /** Messages of other tabs only. */
  listen: (onMessage: (message: RunMessage) => void) => () => void
}

/** Tells the other tabs of this browser that a conversation has moved; silent where browsers have no channel. */
export function openRunChannel(): RunChannel {
  // Node has channels too, and one there would keep its process alive.
  const isBrowser = typeof window !== 'undefined' && typeof BroadcastChannel !== 'undefined'
  const channel = isBrowser ? new BroadcastChannel('moonlake-runs') : null
  return {
    tell: (message) => channel?.postMessage(message),
    listen: (onMessage) => {
      const onEvent = (event: MessageEvent<unknown>) => {
        const message = messageSchema.safeParse(event.data)
        if (message.success) onMessage(message.data)
      }
      channel?.addEventListener('message', onEvent)
      return () => channel?.removeEventListener('message', onEvent)
    },
  }
}
