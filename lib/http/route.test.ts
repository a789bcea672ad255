import { expect, test, vi } from 'vitest'
import * as z from 'zod/mini'
import { logger } from '@/lib/logger'
import { json, publicRoute } from './route'

test('a body that breaks off is an invalid request and no fault of ours', async () => {
  const fault = vi.spyOn(logger, 'error')
  const handle = vi.fn(async () => json({}))
  const route = publicRoute(z.object({}), handle)
  const body = new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode('{')),
    pull: (controller) => controller.error(new Error('aborted')),
  })
  // The types of the browser's fetch do not know `duplex`, without which Node takes no stream.
  const init: RequestInit & { duplex: 'half' } = {
    method: 'POST',
    headers: { origin: 'http://localhost', host: 'localhost', 'content-type': 'application/json' },
    body,
    duplex: 'half',
  }
  const request = new Request('http://localhost/api/session', init)
  const answer = await route(request, { params: Promise.resolve({}) })
  expect(answer.status).toBe(400)
  expect(await answer.json()).toMatchObject({ error: { code: 'invalid_request' } })
  expect(handle).not.toHaveBeenCalled()
  expect(fault).not.toHaveBeenCalled()
})
