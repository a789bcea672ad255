import { appIds } from '../catalogue'
import { isFaultApp } from '../routes/faults'
import type { EngineAgent } from './agent'
import { knowledgeGuide } from './guide/knowledge-guide'
import { testBench } from './test-bench/test-bench'

const agents: Record<string, EngineAgent> = {
  [appIds.knowledgeGuide]: knowledgeGuide,
  [appIds.testBench]: testBench,
}

export function findAgent(appId: string): EngineAgent | null {
  if (isFaultApp(appId)) return testBench
  return Object.hasOwn(agents, appId) ? (agents[appId] ?? null) : null
}
