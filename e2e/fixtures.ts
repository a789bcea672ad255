import { test as base, expect } from '@playwright/test'
import { appIds, engineAgents } from '../lib/engine/catalogue'
import { Chat } from './chat'
import { App, Engine } from './servers'

type Problems = {
  /** Console errors and page errors that this journey causes on purpose. */
  allow(pattern: RegExp): void
}

type EngineApp = {
  app: App
  engine: Engine
}

type TestFixtures = {
  chat: Chat
  problems: Problems
  /** A server that the test may kill, with its engine outside, so that the engine survives it. */
  ownApp: EngineApp
  /** Settings of `ownApp` besides those that connect it. */
  ownSettings: Record<string, string>
}

type WorkerFixtures = {
  /** The product as a new user gets it: no key, no database server, the engine inside. */
  server: { url: string; log: () => string }
  outsideEngine: Engine
  /** A server with key, address and agents of an outside upstream, tokens signed by us. */
  connected: EngineApp
}

/** Those with a card, and the one whose variables are odd. */
const agents = [
  ...engineAgents.map(({ appId, name }) => `${appId}=${name.en}`),
  `${appIds.oddInputs}=Odd inputs`,
].join(', ')

function upstreamSettings(engine: Engine): Record<string, string> {
  return {
    BIGMODEL_API_KEY: engine.key,
    BIGMODEL_BASE_URL: engine.baseUrl,
    BIGMODEL_AGENTS: agents,
    BIGMODEL_AUTH: 'jwt',
    ALLOW_GUESTS: 'true',
  }
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  server: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of the fixtures from this pattern
    async ({}, use) => {
      const running = process.env['BASE_URL']
      if (running) return use({ url: running, log: () => '' })
      const app = await App.start()
      await use({ url: app.url, log: () => app.log })
      await app.remove()
    },
    { scope: 'worker' },
  ],

  outsideEngine: [
    // oxlint-disable-next-line no-empty-pattern -- as above
    async ({}, use) => {
      const engine = await Engine.start()
      await use(engine)
      await engine.stop()
    },
    { scope: 'worker' },
  ],

  connected: [
    async ({ outsideEngine }, use) => {
      const app = await App.start(upstreamSettings(outsideEngine))
      await use({ app, engine: outsideEngine })
      await app.remove()
    },
    { scope: 'worker' },
  ],

  ownSettings: [{}, { option: true }],

  ownApp: async ({ context, outsideEngine, ownSettings }, use) => {
    const app = await App.start({ ...upstreamSettings(outsideEngine), ...ownSettings })
    await use({ app, engine: outsideEngine })
    // A page that is still loading would ask a server that is gone.
    await Promise.all(context.pages().map((page) => page.close()))
    await app.remove()
  },

  baseURL: async ({ server }, use) => use(server.url),

  problems: [
    async ({ context }, use) => {
      const allowed: RegExp[] = []
      const found: string[] = []
      context.on('console', (message) => {
        if (message.type() === 'error') found.push(`console: ${message.text()} (${message.location().url})`)
      })
      context.on('weberror', (problem) => found.push(`page: ${String(problem.error())}`))
      await use({ allow: (pattern) => void allowed.push(pattern) })
      const unexpected = found.filter((text) => !allowed.some((pattern) => pattern.test(text)))
      expect(unexpected, 'unexpected errors in the browser').toEqual([])
    },
    { auto: true },
  ],

  chat: async ({ page }, use) => use(new Chat(page)),
})

export { appIds, expect }
