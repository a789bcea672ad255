import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('.', import.meta.url))

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@\//, replacement: root },
      // The package throws wherever React Server Components are not being rendered.
      { find: 'server-only', replacement: `${root}node_modules/server-only/empty.js` },
    ],
  },
  oxc: { jsx: { runtime: 'automatic' } },
  test: {
    environment: 'node',
    // One core would otherwise be left to whoever sits at the machine; of two, that is half.
    maxWorkers: '100%',
    include: ['{app,components,lib,scripts}/**/*.test.{ts,tsx}', '*.test.ts'],
    exclude: ['node_modules', '.next', '.cache', 'e2e'],
    testTimeout: 15_000,
    hookTimeout: 30_000,
    // A busy machine is no failure; what never comes still is.
    expect: { poll: { timeout: 10_000 } },
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
  },
})
