/**
 * `npm test`: everything, on a clean clone. Format, lint and types; unit tests, with the repository tests also on
 * PostgreSQL where there is one; the production build; the browser journeys. The last line is the sum.
 */
import { build, stampBuild } from './lib/build.mjs'
import { ensureBrowser } from './lib/browser.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { ensureNode } from './lib/node.mjs'
import { startPostgres } from './lib/postgres.mjs'
import { say } from './lib/say.mjs'
import { finish, report, runJourneys, runStep, runUnitTests, staticSteps } from './lib/steps.mjs'

const node = await ensureNode()
await ensureDependencies()
const browser = await ensureBrowser()

const results = []
for (const step of staticSteps) results.push(await runStep(node, step))
results.push(await runUnitTestsOnBothDatabases())

const built = await build(node)
if (built.code === 0) stampBuild()
results.push(report('build', built, { passed: 0, failed: built.code === 0 ? 0 : 1, skipped: 0 }))
if (built.code === 0) {
  process.env.CHROMIUM_PATH = browser
  results.push(await runJourneys(node))
}
finish(results)

async function runUnitTestsOnBothDatabases() {
  const own = process.env.TEST_DATABASE_URL
  const postgres = own ? null : await startPostgres({ mayInstall: Boolean(process.env.CI) })
  if (!own && !postgres) say('No PostgreSQL here: the repository tests run on SQLite only.')
  try {
    return await runUnitTests(node, postgres ? { TEST_DATABASE_URL: postgres.url } : {})
  } finally {
    await postgres?.stop()
  }
}
