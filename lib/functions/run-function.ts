import 'server-only'
import { logger } from '@/lib/logger'
import type { FunctionName } from '@/lib/targets/settings'
import type { FunctionCall, FunctionTool } from '@/lib/upstream/models/completion'
import { functions } from './functions'
import { FunctionProblem } from './problem'

/** How the chosen functions are told to a model. */
export function toolsOf(names: readonly FunctionName[]): FunctionTool[] {
  return names.map((name) => functions[name].tool)
}

/**
 * Runs what a model called. Never throws: what is wrong is told to the model, which may call again.
 *
 * @param allowed the functions that it was told of; any other does not exist
 * @returns JSON
 */
export async function runFunction(
  { name, arguments: given }: Pick<FunctionCall, 'name' | 'arguments'>,
  allowed: readonly FunctionName[],
): Promise<string> {
  try {
    const known = allowed.find((candidate) => candidate === name)
    if (!known) throw new FunctionProblem(`There is no function "${name}".`)
    return JSON.stringify(await functions[known].run(parseArguments(given)))
  } catch (error) {
    if (error instanceof FunctionProblem) return JSON.stringify({ error: error.message })
    logger.error('function failed', { name, error })
    return JSON.stringify({ error: 'The function failed.' })
  }
}

/** Some models write nothing at all where nothing is needed. */
function parseArguments(text: string): unknown {
  if (text.trim() === '') return {}
  try {
    return JSON.parse(text)
  } catch {
    throw new FunctionProblem('The arguments are not valid JSON.')
  }
}
