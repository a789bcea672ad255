import 'server-only'
import { z } from 'zod'
import type { FunctionName } from '@/lib/targets/settings'
import type { FunctionTool } from '@/lib/upstream/models/completion'
import { calculate, maxExpressionLength } from './calculate'
import { convertUnits, maxUnitLength } from './convert-units'
import { currentTime } from './current-time'
import { FunctionProblem } from './problem'

/** A function of ours: how a model is told of it, and what it does with arguments that a model wrote. */
type OurFunction = { tool: FunctionTool; run(given: unknown): Promise<object> | object }

const timeArguments = z.object({
  time_zone: z.string().max(64).nullish().describe('IANA name such as Asia/Shanghai; UTC when left out'),
})
const calculateArguments = z.object({
  expression: z
    .string()
    .min(1)
    .max(maxExpressionLength)
    .describe('Such as (3 + 4) * 2^10 / sqrt(2); angles in radians'),
})
const convertArguments = z.object({
  value: z.number(),
  from: z.string().min(1).max(maxUnitLength).describe('Unit such as km, lb, degC, km/h'),
  to: z.string().min(1).max(maxUnitLength).describe('Unit such as mile, kg, degF, m/s'),
})

export const functions: Record<FunctionName, OurFunction> = {
  current_time: {
    tool: {
      name: 'current_time',
      description: 'The current date, weekday and time in a time zone.',
      parameters: schemaOf(timeArguments),
    },
    run: (given) => currentTime(checked(timeArguments, given).time_zone ?? 'UTC', new Date()),
  },
  calculate: {
    tool: {
      name: 'calculate',
      description:
        'Evaluates an arithmetic expression exactly: + - * / ^ % mod, parentheses, factorials, pi, e, and functions such as sqrt, log, sin, round, min, max, gcd.',
      parameters: schemaOf(calculateArguments),
    },
    run: (given) => calculate(checked(calculateArguments, given).expression),
  },
  convert_units: {
    tool: {
      name: 'convert_units',
      description: 'Converts a value from one physical unit to another of the same kind.',
      parameters: schemaOf(convertArguments),
    },
    run: (given) => convertUnits(checked(convertArguments, given)),
  },
}

function schemaOf(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _, ...parameters } = z.toJSONSchema(schema, { io: 'input' })
  return parameters
}

function checked<Schema extends z.ZodType>(schema: Schema, given: unknown): z.output<Schema> {
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new FunctionProblem(`${issue?.path.join('.') || 'arguments'}: ${issue?.message ?? 'wrong'}`)
}
