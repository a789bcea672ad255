import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { keepContentLengths, lengthHeader } from './content-length'

test('the length of a file that is sent in pieces reaches the browser', async () => {
  keepContentLengths()
  const server = createServer((_, response) => {
    response.setHeader(lengthHeader, ['6'])
    response.write('abc')
    response.end('def')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A TCP server's address is an object.
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const file = await fetch(`${origin}/api/documents/1`)
  expect([file.headers.get('content-length'), file.headers.get(lengthHeader), await file.text()]).toEqual([
    '6',
    null,
    'abcdef',
  ])
  const page = await fetch(`${origin}/c/1`)
  expect(page.headers.get('content-length')).toBeNull()
  await page.text()
  server.closeAllConnections()
  server.close()
})
