/** `npm run check`: format, lint, types and unit tests. */
import { ensureDependencies } from './lib/dependencies.mjs'
import { ensureNode } from './lib/node.mjs'
import { finish, runStep, runUnitTests, staticSteps } from './lib/steps.mjs'

const node = await ensureNode()
await ensureDependencies()

const results = []
for (const step of staticSteps) results.push(await runStep(node, step))
results.push(await runUnitTests(node))
finish(results)
