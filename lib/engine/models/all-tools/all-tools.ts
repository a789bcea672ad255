/**
 * AllTools (api-facts §4.4): a tool's input streams in pieces, `finish_reason: "tool_calls"` appears in the middle, the
 * outputs follow with the role `tool`, and the answer goes on to its own end.
 */
import { converse } from '../conversation/converse'
import { writeByLanguageModel } from '../conversation/by-language-model'
import { inManner, readManner } from '../conversation/manner'
import { recall } from '../conversation/recall'
import { smallTalk } from '../conversation/small-talk'
import { standAlone } from '../conversation/standalone'
import { readDialogue } from '../dialogue'
import { pickFunction } from '../functions/pick-function'
import { newCallId } from '../model-answer'
import type { ModelAnswer } from '../model-answer'
import { createThoughts } from '../thoughts'
import { planSteps } from './tool-steps'
import type { ToolName, ToolStep } from './tool-steps'

const pieceLength = 14

export async function answerAllTools(answer: ModelAnswer): Promise<string | void> {
  const dialogue = readDialogue(answer.request.messages)
  const manner = readManner(dialogue.system, dialogue.question, answer.language)
  const tools = answer.request.tools ?? []
  const functions = tools.flatMap((tool) => (tool.type === 'function' ? [tool.function] : []))
  const picked = pickFunction(functions, dialogue.question, dialogue.results)
  answer.lastExtras.status = picked ? 'requires_action' : 'completed'
  const isTalk =
    recall(dialogue, manner.language) !== null || smallTalk(dialogue, manner, answer.request.model) !== null
  if (picked || isTalk || dialogue.results.length > 0) return converse(answer, { thinks: false })

  const offered = tools.flatMap((tool): ToolName[] =>
    tool.type === 'code_interpreter' || tool.type === 'drawing_tool' || tool.type === 'web_browser'
      ? [tool.type]
      : [],
  )
  const steps = planSteps(answer, standAlone(dialogue).question, offered)
  if (steps.length === 0) return converse(answer, { thinks: false })
  const said: string[] = []
  for (const step of steps) {
    await streamInput(answer, step)
    if (step.type === 'code_interpreter' && hasNoSandbox(answer)) {
      answer.lastExtras.status = 'requires_action'
      return 'tool_calls'
    }
    await answer.wait(400)
    const ran = await step.run()
    await answer.sendDelta({
      role: 'tool',
      tool_calls: [{ type: step.type, [step.type]: { outputs: ran.outputs } }],
    })
    said.push(ran.said)
  }
  if (answer.state.languageModel) {
    const think = createThoughts(answer, false, manner.language)
    return writeByLanguageModel(answer, dialogue, think, said)
  }
  await answer.say(inManner(said.join('\n\n'), manner))
}

async function streamInput(answer: ModelAnswer, { type, input }: ToolStep): Promise<void> {
  const id = newCallId()
  const characters = [...input]
  for (let at = 0; at < characters.length; at += pieceLength) {
    const piece = characters.slice(at, at + pieceLength).join('')
    await answer.sendDelta({ tool_calls: [{ id, type, [type]: { input: piece } }] })
    await answer.wait(40)
  }
  await answer.sendChunk({
    choices: [{ index: 0, finish_reason: 'tool_calls', delta: { role: 'assistant', content: '' } }],
    status: 'in_progress',
  })
}

/** The caller wants to run the code by itself. */
function hasNoSandbox(answer: ModelAnswer): boolean {
  return (answer.request.tools ?? []).some(
    (tool) => tool.type === 'code_interpreter' && tool.code_interpreter?.sandbox === 'none',
  )
}
