/** What is wrong with a call, in words that a model can act on. */
export class FunctionProblem extends Error {
  override name = 'FunctionProblem'
}
