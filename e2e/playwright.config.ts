import { defineConfig } from '@playwright/test'

/**
 * The browser journeys, on the production build that `next start` serves. Every worker starts servers of its own
 * (fixtures.ts), so journeys never share a database. `npm run e2e` finds the browser and builds first.
 */
export default defineConfig({
  testDir: '.',
  outputDir: 'results',
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: {
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    timezoneId: 'Asia/Shanghai',
    // A film of every journey took two fifths of the time; a trace shows the page at every step without it.
    // Nor does anybody open those of a CI machine.
    trace: process.env['CI'] ? 'off' : { mode: 'retain-on-failure', screenshots: false },
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium' },
  },
})
