/** Takes every kind of input that a form can have, and reports what arrived. */
import type { EngineNode } from '../../answer'
import type { EngineAgent } from '../agent'
import { readGiven } from '../given'
import { allInputVariables, oddInputVariables } from './variables'

const reading: EngineNode = { id: '1936725184036383009', name: '接收 Receive' }

export const allInputs: EngineAgent = { variables: allInputVariables, answer: report }
export const oddInputs: EngineAgent = { variables: oddInputVariables, answer: report }

async function report(answer: Parameters<EngineAgent['answer']>[0]): Promise<void> {
  const { items } = readGiven(answer.invoke)
  await answer.startNode(reading, JSON.stringify(items))
  const rows = items.map(({ key, type, value }) => `| ${key ?? ''} | ${type} | ${[...value].length} |`)
  const text = ['| Field | Type | Characters |', '| --- | --- | ---: |', ...rows].join('\n')
  await answer.say(text)
  await answer.endNode(reading, text)
  answer.count(reading, JSON.stringify(items), text)
}
