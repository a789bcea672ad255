import { describe, expect, test, vi } from 'vitest'
import { ApiError } from '@/lib/http/get-json'
import type { Upload } from '@/lib/uploads/schema'
import { putFile } from './put-file'

const upload: Upload = {
  id: 'u1',
  name: '湖.pdf',
  size: 4,
  kind: 'document',
  status: 'parsing',
  reason: null,
  previewUrl: null,
}
const file = new File(['lake'], '湖.pdf', { type: 'application/pdf' })
const request = {
  id: 'u1',
  family: 'model',
  appId: '7',
  fieldId: '1',
  conversationId: null,
  draftId: null,
  name: '湖.pdf',
  size: 4,
  kind: 'document',
  file,
} as const

describe('a file on its way', () => {
  test('goes as it is, with what the server needs in the address', async () => {
    const xhr = fakeXhr()
    const sent = putFile(request, () => undefined, new AbortController().signal)
    xhr.answer(200, upload)
    expect(await sent).toEqual(upload)
    const url = new URL(xhr.url, 'http://x')
    expect([xhr.method, url.pathname]).toEqual(['PUT', '/api/uploads/u1'])
    expect(Object.fromEntries(url.searchParams)).toEqual({
      family: 'model',
      appId: '7',
      name: '湖.pdf',
      kind: 'document',
      size: '4',
      fieldId: '1',
    })
    expect(xhr.headers).toEqual({ 'x-moonlake-upload': '1', 'content-type': 'application/pdf' })
    expect(xhr.body).toBe(file)
  })

  test('tells how much of it has left', async () => {
    const xhr = fakeXhr()
    const parts: number[] = []
    const sent = putFile(request, (part) => parts.push(part), new AbortController().signal)
    xhr.upload.onprogress?.({ loaded: 1, total: 4 })
    xhr.upload.onprogress?.({ loaded: 4, total: 4 })
    xhr.answer(200, upload)
    await sent
    expect(parts).toEqual([0.25, 1])
  })

  test('that is refused says why', async () => {
    const xhr = fakeXhr()
    const sent = putFile(request, () => undefined, new AbortController().signal)
    xhr.answer(413, { error: { code: 'body_too_large', requestId: 'r' } })
    await expect(sent).rejects.toMatchObject({ code: 'body_too_large', requestId: 'r' })
  })

  test.each(['<html>', '', '{"id":7}'])('answered with %j has failed', async (text) => {
    const xhr = fakeXhr()
    const sent = putFile(request, () => undefined, new AbortController().signal)
    xhr.answer(200, text)
    await expect(sent).rejects.toEqual(new ApiError('internal'))
  })

  test('whose connection breaks has no code', async () => {
    const xhr = fakeXhr()
    const sent = putFile(request, () => undefined, new AbortController().signal)
    xhr.onerror?.()
    await expect(sent).rejects.toMatchObject({ code: null })
  })

  test('can be held back', async () => {
    const xhr = fakeXhr()
    const controller = new AbortController()
    const sent = putFile(request, () => undefined, controller.signal)
    controller.abort()
    await expect(sent).rejects.toBe(controller.signal.reason)
    expect(xhr.isAborted).toBe(true)
  })
})

/** The next request that is made, to be answered by hand. */
function fakeXhr() {
  const xhr = {
    method: '',
    url: '',
    headers: {} as Record<string, string>,
    body: null as unknown,
    isAborted: false,
    status: 0,
    responseText: '',
    upload: { onprogress: null as ((event: { loaded: number; total: number }) => void) | null },
    onload: null as (() => void) | null,
    onerror: null as (() => void) | null,
    onabort: null as (() => void) | null,
    open: (method: string, url: string) => Object.assign(xhr, { method, url }),
    setRequestHeader: (name: string, value: string) => (xhr.headers[name] = value),
    send: (body: unknown) => (xhr.body = body),
    abort: () => {
      xhr.isAborted = true
      xhr.onabort?.()
    },
    answer: (status: number, body: unknown) => {
      xhr.status = status
      xhr.responseText = typeof body === 'string' ? body : JSON.stringify(body)
      xhr.onload?.()
    },
  }
  vi.stubGlobal('XMLHttpRequest', function XMLHttpRequest() {
    return xhr
  })
  return xhr
}
