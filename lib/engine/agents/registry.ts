import { appIds } from '../catalogue'
import { isFaultApp } from '../routes/faults'
import type { EngineAgent } from './agent'
import { courierDesk } from './courier/courier-desk'
import { fileChat } from './file-chat/file-chat'
import { allInputs, oddInputs } from './inputs/all-inputs'
import { knowledgeGuide } from './guide/knowledge-guide'
import { documentReader } from './reader/document-reader'
import { reportWorkflow } from './report/report-workflow'
import { listReviewer } from './review/list-reviewer'
import { searcher } from './searcher/searcher'
import { mediaStudio } from './studio/media-studio'
import { testBench } from './test-bench/test-bench'
import { tripPlanner } from './trip/trip-planner'

const agents: Record<string, EngineAgent> = {
  [appIds.knowledgeGuide]: knowledgeGuide,
  [appIds.documentReader]: documentReader,
  [appIds.courierDesk]: courierDesk,
  [appIds.searcher]: searcher,
  [appIds.reportWorkflow]: reportWorkflow,
  [appIds.testBench]: testBench,
  [appIds.mediaStudio]: mediaStudio,
  [appIds.allInputs]: allInputs,
  [appIds.oddInputs]: oddInputs,
  [appIds.fileChat]: fileChat,
  [appIds.tripPlanner]: tripPlanner,
  [appIds.listReviewer]: listReviewer,
}

/** A line of what was written to any agent that leaves it to the test bench: so that forms can meet faults too. */
const benchLine = /^\s*(?:test bench|演练场)\s*[:：]/im

/** @param question what the person wrote last, one input a line */
export function findAgent(appId: string, question = ''): EngineAgent | null {
  if (isFaultApp(appId)) return testBench
  if (benchLine.test(question) && Object.hasOwn(agents, appId)) return testBench
  return Object.hasOwn(agents, appId) ? (agents[appId] ?? null) : null
}
