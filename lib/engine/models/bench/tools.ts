import { listMoonPhases } from '../../library/source/moon-phases'
import type { FunctionTool } from '../chat-request'
import { fillArguments } from '../functions/fill-arguments'
import { newCallId } from '../model-answer'
import { scenario } from './scenario'
import type { Bench, ScenarioGroup } from './scenario'

export const tools: ScenarioGroup = {
  title: { en: 'Tools', zh: '工具' },
  scenarios: [
    scenario(
      ['whole arguments', '整段参数'],
      'a function call whose arguments come in one piece',
      '函数调用，参数一次给全',
      (bench) => call(bench, ({ name, given }) => [{ index: 0, name, arguments: given }]),
    ),
    scenario(
      ['tool stream', 'tool_stream', '流式参数'],
      'a function call whose arguments come letter by letter',
      '函数调用，参数逐字给出',
      (bench) =>
        call(bench, ({ name, given }) =>
          [...given].map((piece, at) => ({
            index: 0,
            ...(at === 0 ? { name } : {}),
            arguments: piece,
          })),
        ),
    ),
    scenario(
      ['arguments as object', '参数是对象'],
      'arguments as a JSON object instead of text',
      '参数是 JSON 对象而不是字符串',
      (bench) =>
        call(bench, ({ name, given }) => [{ index: 0, name, arguments: JSON.parse(given) as unknown }]),
    ),
    scenario(
      ['index null', '空索引'],
      'tool calls in pieces with `index: null`, joined by their id',
      '分块的调用 `index: null`，靠 id 拼接',
      (bench) =>
        call(bench, ({ name, given }) => {
          const middle = Math.ceil(given.length / 2)
          return [
            { index: null, name, arguments: given.slice(0, middle) },
            { index: null, arguments: given.slice(middle) },
          ]
        }),
    ),
    scenario(['broken arguments', '坏参数'], 'arguments that are no JSON', '参数不是合法 JSON', (bench) =>
      call(bench, ({ name }) => [{ index: 0, name, arguments: '{"expression": "6*' }]),
    ),
    scenario(
      ['unknown function', '未知函数'],
      'a call of a function that nobody offered',
      '调用一个没有提供的函数',
      (bench) => call(bench, () => [{ index: 0, name: 'open_the_gate', arguments: '{}' }]),
    ),
    scenario(['two calls', '两个调用'], 'two calls at once', '一次给出两个调用', async (bench) => {
      const { results } = bench.dialogue
      if (results.length > 0) return sayResults(bench)
      const given = [
        ['calculate', '{"expression":"6*7"}'],
        ['current_time', '{}'],
      ] as const
      for (const [name, parameters] of given) await bench.answer.callFunction(name, parameters)
      return 'tool_calls'
    }),
    scenario(
      ['text and call', '边说边调'],
      'text, then a call in the same answer',
      '先说话，同一个回答里再调用函数',
      async (bench) => {
        if (bench.dialogue.results.length > 0) return sayResults(bench)
        await bench.say('Let me work that out. ', '我来算一下。')
        await bench.answer.callFunction('calculate', '{"expression":"6*7"}')
        return 'tool_calls'
      },
    ),
    scenario(
      ['endless calls', '没完没了'],
      'calls the same function again after every result',
      '每次得到结果后又调用同一个函数',
      async ({ answer, dialogue }) => {
        await answer.callFunction('calculate', `{"expression":"${dialogue.results.length + 1}*7"}`)
        return 'tool_calls'
      },
    ),
    scenario(
      ['mcp in parts', 'mcp 分块'],
      'an MCP call whose output comes in a later chunk',
      'MCP 调用，结果在后面的块里',
      async ({ answer, say }) => {
        const id = newCallId()
        const mcp = { id, type: 'mcp_call', server_label: 'almanac', name: 'moon_phase' }
        await sendCall(answer, { id, type: 'mcp', mcp: { ...mcp, arguments: '{"date":"2026-09-26"}' } })
        await answer.wait(300)
        const full = listMoonPhases(2026).find(({ kind }) => kind === 'full')
        await sendCall(answer, {
          id,
          type: 'mcp',
          mcp: { ...mcp, output: { phase: 'full', first_of_year: full?.at } },
        })
        await say('The moon is full.', '那天是满月。')
      },
    ),
    scenario(
      ['mcp error', 'mcp 错误'],
      'an MCP server that cannot be reached',
      '连不上的 MCP 服务器',
      async ({ answer, say }) => {
        const id = newCallId()
        const error = 'connect ECONNREFUSED 203.0.113.7:443'
        await answer.tellTool({
          id,
          type: 'mcp',
          mcp: { id, type: 'mcp_list_tools', server_label: 'broken', error },
        })
        await say('The server did not answer.', '服务器没有应答。')
      },
    ),
    scenario(
      ['all tools', '全部工具'],
      'AllTools: code, picture and web in turn, `tool_calls` in the middle',
      'AllTools：代码、图片、网页依次出现，中途 `tool_calls`',
      async (bench) => {
        await runAllTools(bench)
        await bench.say('All three tools ran.', '三种工具都用过了。')
      },
    ),
    scenario(
      ['unknown tool', '未知工具'],
      'a tool call of a type that nobody knows',
      '没人认识的工具类型',
      async ({ answer, say }) => {
        await answer.tellTool({
          id: newCallId(),
          type: 'hologram',
          hologram: { beam: 'on', note: '<b>light</b>' },
        })
        await say('The hologram is on.', '全息已打开。')
      },
    ),
  ],
}

type Piece = { index: number | null; name?: string; arguments: unknown }

/** A call of an offered function, in pieces; with its result, the answer. */
async function call(
  bench: Bench,
  toPieces: (picked: { name: string; given: string }) => Piece[],
): Promise<string | void> {
  if (bench.dialogue.results.length > 0) return sayResults(bench)
  const { answer } = bench
  const offered = (answer.request.tools ?? []).flatMap((tool) =>
    tool.type === 'function' ? [tool.function] : [],
  )
  const tool = offered.find(({ name }) => name === 'calculate') ?? offered[0]
  const picked = { name: tool?.name ?? 'calculate', given: tool ? fill(tool) : '{"expression":"6*7"}' }
  const id = newCallId()
  const pieces = toPieces(picked)
  answer.toolCalls.push({
    id,
    type: 'function',
    function: { name: pieces[0]?.name ?? picked.name, arguments: joined(pieces) },
  })
  for (const { index, name, arguments: given } of pieces)
    await answer.sendDelta({
      tool_calls: [
        {
          index,
          id,
          type: 'function',
          function: { ...(name === undefined ? {} : { name }), arguments: given },
        },
      ],
    })
  return 'tool_calls'
}

function joined(pieces: Piece[]): unknown {
  const [first] = pieces
  if (first && typeof first.arguments !== 'string') return first.arguments
  return pieces.map((piece) => String(piece.arguments)).join('')
}

function fill(tool: FunctionTool): string {
  return tool.name === 'calculate'
    ? fillArguments(tool, '', { expression: '6*7' })
    : fillArguments(tool, 'today', {})
}

async function sayResults({ dialogue, say }: Bench): Promise<void> {
  const lines = dialogue.results.map(({ name, output }) => `\`${name}\`: ${output}`).join('\n\n')
  await say(`I got this back:\n\n${lines}`, `得到的结果：\n\n${lines}`)
}

async function sendCall(answer: Bench['answer'], piece: Record<string, unknown>): Promise<void> {
  await answer.sendDelta({ tool_calls: [{ index: 0, ...piece }] })
}

async function runAllTools({ answer }: Bench): Promise<void> {
  const runs = [
    ['code_interpreter', 'print(6 * 7)', [{ type: 'logs', logs: '42' }]],
    ['drawing_tool', 'a full moon over a lake', [{ image: `${answer.publicUrl}/engine/media/moon.png` }]],
    [
      'web_browser',
      'search("tides")',
      [
        {
          title: 'Tide',
          link: 'https://en.wikipedia.org/wiki/Tide',
          content: 'The rise and fall of the sea.',
        },
      ],
    ],
  ] as const
  for (const [type, input, outputs] of runs) {
    const id = newCallId()
    for (let at = 0; at < input.length; at += 6)
      await answer.sendDelta({
        tool_calls: [{ index: null, id, type, [type]: { input: input.slice(at, at + 6) } }],
      })
    await answer.sendChunk({
      choices: [{ index: 0, finish_reason: 'tool_calls', delta: { role: 'assistant', content: '' } }],
      status: 'in_progress',
    })
    await answer.wait(200)
    await answer.sendDelta({ role: 'tool', tool_calls: [{ type, [type]: { outputs } }] })
  }
}
