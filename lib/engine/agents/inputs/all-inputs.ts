/** Takes every kind of input that a form can have, looks at all of it, and reports what arrived. */
import type { Answer, EngineNode } from '../../answer'
import { findLanguage } from '../../index/language'
import type { Language } from '../../index/language'
import type { EngineAgent, EngineVariable, OddVariable } from '../agent'
import { readGiven } from '../given'
import { inspect } from './inspect'
import type { Inspection } from './inspect'
import { readReceived } from './received'
import type { Received } from './received'
import { allInputVariables, oddInputVariables } from './variables'
import { toLines, writeReport } from './write'
import type { Line, Tone } from './write'

const receiving: EngineNode = { id: '1936725184036383107', name: '接收输入' }
const inspecting: EngineNode = { id: '1936725184036383119', name: '检查文件' }
const reporting: EngineNode = { id: '1936725184036383131', name: 'LLM_501' }

export const allInputs: EngineAgent = {
  variables: allInputVariables,
  answer: (answer) => report(answer, allInputVariables),
}

export const oddInputs: EngineAgent = {
  variables: oddInputVariables,
  answer: (answer) => report(answer, oddInputVariables),
}

async function report(answer: Answer, variables: (EngineVariable | OddVariable)[]): Promise<void> {
  const { items } = readGiven(answer.invoke)
  await answer.startNode(receiving, JSON.stringify(items))
  await answer.wait(150)
  const received = readReceived(variables, items)
  await answer.endNode(receiving, JSON.stringify(received, null, 2))

  const language = languageOf(received)
  const addresses = received.flatMap((one) => (one.kind === 'files' ? one.addresses : []))
  const inspections =
    addresses.length > 0 ? await inspectAll(answer, addresses) : new Map<string, Inspection>()
  const lines = received.flatMap((one): Line[] => {
    const own = one.kind === 'files' ? one.addresses.flatMap((address) => inspections.get(address) ?? []) : []
    return toLines(one, own, language)
  })

  const input = JSON.stringify(lines)
  await answer.startNode(reporting, input)
  await answer.wait(120)
  const text = writeReport(received, lines, toneOf(items), language)
  await answer.say(text, 3)
  await answer.endNode(reporting, text)
  answer.count(reporting, input, text)
}

async function inspectAll(answer: Answer, addresses: string[]): Promise<Map<string, Inspection>> {
  const found = new Map<string, Inspection>()
  await answer.startNode(inspecting, addresses.join('\n'))
  for (const address of new Set(addresses)) {
    const call = { action_key: 'inspect_file', params: JSON.stringify({ file: address }) }
    await answer.startTool(inspecting, { type: 'function', tool_calls_data: call })
    await answer.wait(90)
    const inspection = await inspect(answer, address)
    found.set(address, inspection)
    await answer.endTool(inspecting, {
      type: 'function',
      tool_calls_data: { ...call, output: JSON.stringify(inspection) },
    })
  }
  const output = JSON.stringify([...found.values()], null, 2)
  await answer.endNode(inspecting, output)
  answer.count(inspecting, addresses.join('\n'), output)
  return found
}

/** That of what the person wrote; names of fields, options and templates are in both. */
function languageOf(received: Received[]): Language {
  const written = received.flatMap((one) => {
    if (one.kind === 'text' || one.kind === 'foreign') return [one.value]
    return one.kind === 'template'
      ? one.parts.filter(({ isChoice }) => !isChoice).map(({ value }) => value)
      : []
  })
  return findLanguage(written.join('\n'))
}

function toneOf(items: { type: string; value: string }[]): Tone {
  const chosen = items.filter(({ type }) => type === 'selection_list').map(({ value }) => value)
  if (chosen.some((value) => /^brief\b/.test(value))) return 'brief'
  return chosen.some((value) => /^friendly\b/.test(value)) ? 'friendly' : 'plain'
}
