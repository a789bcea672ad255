import { readFile, readdir } from 'node:fs/promises'
import path from 'node:path'
import type { APIRequestContext } from '@playwright/test'
import { expect, test } from './fixtures'
import { root } from './servers'

test('no key in any answer, script, stored file or log', async ({ connected, chat, page }) => {
  const { app, engine } = connected
  const [keyId = '', keySecret = ''] = engine.key.split('.')
  const bodies: string[] = []
  const pending: Promise<void>[] = []
  page.on('response', (response) => {
    const keep = async (): Promise<void> => {
      const text = await response.text().catch(() => '')
      bodies.push(`${response.url()}\n${JSON.stringify(await response.allHeaders())}\n${text}`)
    }
    pending.push(keep())
  })
  await page.goto(app.url)
  await chat.open('testBench', app.url)
  for (const words of ['plain', 'all tools', 'http 401', 'html 502', 'error on top']) await chat.ask(words)
  await page.reload()
  await chat.waitForEnd()
  await Promise.all(pending)
  expect(bodies.length).toBeGreaterThan(10)

  const built = await readTexts(path.join(root, '.next/static'))
  expect(built.length).toBeGreaterThan(3)
  const secret = await readFile(path.join(app.dataDir, 'auth-secret'), 'utf8').catch(() => '')
  for (const hidden of [keyId, keySecret, secret.trim()].filter((text) => text.length > 8)) {
    for (const text of [...bodies, ...built, app.log])
      expect(text.includes(hidden), text.slice(0, 120)).toBe(false)
  }
  // Tokens signed for upstream never reach the browser or a log either.
  for (const text of [...bodies, app.log]) expect(text).not.toMatch(/eyJ[\w-]{10,}\.eyJ[\w-]{10,}\./)
  expect(app.log).not.toContain('all tools')
})

test('every page has a policy with a fresh nonce, and nothing inline without it', async ({ request }) => {
  const nonces = new Set<string>()
  for (const address of ['/', '/sign-in', '/nowhere', '/agents/1936725184036352051']) {
    const response = await request.get(address)
    const headers = response.headers()
    const policy = headers['content-security-policy'] ?? ''
    expect(policy, address).toContain(`object-src 'none'`)
    expect(policy).toContain(`base-uri 'none'`)
    expect(policy).toContain(`form-action 'self'`)
    expect(policy).toContain(`frame-ancestors 'none'`)
    expect(policy).not.toMatch(/script-src[^;]*'unsafe-(inline|eval)'/)
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? ''
    expect(nonce.length).toBeGreaterThanOrEqual(16)
    nonces.add(nonce)
    const scripts = (await response.text()).match(/<script\b[^>]*>/g) ?? []
    expect(scripts.length).toBeGreaterThan(0)
    for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`)
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['referrer-policy']).toBe('no-referrer')
    expect(headers['x-powered-by']).toBeUndefined()
  }
  expect(nonces.size).toBe(4)
})

test('changes need our origin, JSON, and a body that fits', async ({ request, server }) => {
  const origin = server.url
  const send = (headers: Record<string, string>, data: string) =>
    status(request, '/api/session', { 'content-type': 'application/json', ...headers }, data)
  expect(await send({ origin }, '{}')).toBe(200)
  expect(await send({ origin: 'https://evil.example' }, '{}')).toBe(403)
  expect(await send({}, '{}')).toBe(403)
  expect(await send({ origin: 'null' }, '{}')).toBe(403)
  expect(await send({ origin, 'content-type': 'text/plain' }, '{}')).toBe(415)
  expect(await send({ origin }, 'not json')).toBe(400)
  expect(await send({ origin }, JSON.stringify({ filler: 'x'.repeat(300_000) }))).toBe(413)
  for (const body of [
    'null',
    '[]',
    '{"sendKey":1}',
    '{"sendKey":"a","target":{"family":"agent","id":"../../x"}}',
  ]) {
    expect(await status(request, '/api/runs', { origin, 'content-type': 'application/json' }, body)).toBe(400)
  }
})

test('answers of the API are stored by nobody and sessions are out of reach of scripts', async ({
  request,
  server,
}) => {
  const response = await request.post('/api/session', { data: {}, headers: { origin: server.url } })
  expect(response.headers()['cache-control']).toBe('private, no-store')
  const cookie = response.headers()['set-cookie'] ?? ''
  expect(cookie).toMatch(/HttpOnly/i)
  expect(cookie).toMatch(/SameSite=(Lax|Strict)/i)
  expect((await request.get('/api/conversations')).headers()['cache-control']).toBe('private, no-store')
  expect((await request.get('/api/health')).status()).toBe(200)
  expect((await request.get('/api/ready')).status()).toBe(200)
})

test('an unknown agent is refused in our words', async ({ request, server }) => {
  const headers = { origin: server.url }
  await request.post('/api/session', { data: {}, headers })
  const response = await request.post('/api/runs', {
    headers,
    data: {
      sendKey: crypto.randomUUID(),
      target: { family: 'agent', id: '999' },
      conversationId: null,
      action: { kind: 'send', question: 'hello' },
    },
  })
  expect(response.status()).toBe(404)
  expect(await response.json()).toMatchObject({ error: { code: 'agent_unknown' } })
})

async function status(
  request: APIRequestContext,
  address: string,
  headers: Record<string, string>,
  data: string,
): Promise<number> {
  return (await request.fetch(address, { method: 'POST', headers, data: Buffer.from(data) })).status()
}

async function readTexts(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile() && /\.(js|css|map|json|txt)$/.test(entry.name))
  return Promise.all(files.map((entry) => readFile(path.join(entry.parentPath, entry.name), 'utf8')))
}
