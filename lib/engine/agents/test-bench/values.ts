import type { EngineNode } from '../../answer'
import { findNumber } from '../../bench/scenario'
import { newSnowflake } from '../../ids'
import { hardText } from './scenario'
import { showcase } from './showcase'
import type { Bench, Scenario, ScenarioGroup } from './scenario'

const mostMegabytes = 4

/** What nodes and tools carry: Markdown, JSON, a lot of it, nothing at all. */
export const values: ScenarioGroup = {
  title: { en: 'Values in the timeline', zh: '时间线里的值' },
  scenarios: [
    value(
      ['markdown node', 'markdown 节点'],
      'a node whose output is Markdown',
      '输出是 Markdown 的节点',
      async (bench) =>
        bench.answer.endNode(
          await start(bench, 'Writer', '# Input\n\n- one\n- two'),
          showcase[bench.answer.language],
        ),
    ),
    value(
      ['json node', 'json 节点'],
      'nodes whose output is JSON: nested, a list, in a code block, and cut off',
      '输出是 JSON 的节点：嵌套、列表、代码块里的和被截断的',
      async (bench) => {
        const lake = {
          name: 'Erhai 洱海',
          depth_m: 21,
          fresh: true,
          note: null,
          seen: [{ on: '2026-11-24', moon: 'full' }],
        }
        const outputs = {
          Nested: JSON.stringify({ status: 'success', data: { lake, text: hardText } }),
          List: JSON.stringify([lake, lake, 1733728098607963012n.toString()]),
          Fenced: `\`\`\`json\n\n${JSON.stringify(lake, null, 4)}\n\n\`\`\``,
          'Cut off': JSON.stringify({ data: lake }).slice(0, 60),
        }
        for (const [name, output] of Object.entries(outputs))
          await bench.answer.endNode(await start(bench, name, JSON.stringify({ query: name })), output)
      },
    ),
    value(
      ['large value', '大值'],
      '`large value 2 MB`: a node that puts out that much, and a tool that returns as much',
      '`大值 2 MB`：节点输出 2 MB，工具也返回 2 MB',
      async (bench) => {
        const megabytes = findNumber(bench.words, /(\d+(?:\.\d+)?)\s*m/, 2, mostMegabytes)
        const node = await start(bench, 'Export 导出', JSON.stringify({ megabytes }))
        const call = { action_key: 'export_rows', params: JSON.stringify({ megabytes }) }
        await bench.answer.startTool(node, { type: 'function', tool_calls_data: call })
        const rows = makeRows(megabytes * 1_000_000)
        await bench.answer.endTool(node, {
          type: 'function',
          tool_calls_data: { ...call, output: `{"rows":[${rows.join(',')}]}` },
        })
        await bench.answer.endNode(node, rows.join('\n'))
      },
    ),
    value(
      ['long line', '超长一行'],
      'an output of 200 kB without a single space',
      '200 kB 没有空格的一行输出',
      async (bench) =>
        bench.answer.endNode(await start(bench, 'Base64', 'encode'), '月ABCdef09'.repeat(20_000)),
    ),
    value(
      ['empty values', '空值'],
      'nodes and tools with empty input and output',
      '输入输出都为空的节点和工具',
      async (bench) => {
        const node = await start(bench, 'Empty', '')
        const call = { action_key: 'nothing', params: '' }
        await bench.answer.startTool(node, { type: 'function', tool_calls_data: call })
        await bench.answer.endTool(node, { type: 'function', tool_calls_data: { ...call, output: '' } })
        await bench.answer.endNode(node, '')
      },
    ),
    value(
      ['retry', '重试'],
      'a node that fails twice and then succeeds, under one id',
      '同一个节点失败两次后成功',
      async (bench) => {
        const node = { id: newSnowflake(), name: 'Plugin 插件' }
        for (const [attempt, output] of [
          [1, '{"status":"failed","reason":"timeout"}'],
          [2, '{"status":"failed","reason":"HTTP 502"}'],
          [3, '{"status":"success","data":{"phase":"full"}}'],
        ] as const) {
          await bench.answer.startNode(node, JSON.stringify({ attempt }))
          await bench.answer.wait(300)
          await bench.answer.endNode(node, output)
        }
      },
    ),
    value(
      ['nested loop', '嵌套循环'],
      'a loop within a loop, with a node in it',
      '循环里的循环，里面还有节点',
      async (bench) => {
        const outer = { id: newSnowflake(), name: 'Outer 外层' }
        const inner = { id: newSnowflake(), name: 'Inner 内层' }
        const leaf = { id: newSnowflake(), name: 'Leaf' }
        await bench.answer.startNode(outer, '3')
        for (let round = 1; round <= 3; round += 1) {
          await bench.answer.sendProgress(outer, round, 3)
          await bench.answer.startNode(inner, `${round}`)
          for (let turn = 1; turn <= 2; turn += 1) {
            await bench.answer.sendProgress(inner, turn, 2)
            await bench.answer.startNode(leaf, `${round}.${turn}`)
            await bench.answer.wait(120)
            await bench.answer.endNode(leaf, `${round}.${turn} done`)
          }
          await bench.answer.sendProgress(inner, 2, 2, 'max_round')
          await bench.answer.endNode(inner, `round ${round}`)
        }
        await bench.answer.sendProgress(outer, 2, 3, 'break')
        await bench.answer.endNode(outer, 'finished')
      },
    ),
    value(
      ['computer steps', '电脑步骤'],
      'computer_call step by step: running, critical, sensitive, end',
      '逐步的 computer_call：进行中、关键、敏感、结束',
      async ({ answer }) => {
        const steps = [
          ['open_browser', 'running', 'general', 'open("https://example.org/moon")'],
          ['type_text', 'running', 'sensitive', 'type("#email", "a***@example.org")'],
          ['submit', 'waiting', 'critical', 'click("#send")'],
          ['done', 'finished', 'end', ''],
        ] as const
        for (const [index, [action, status, level, operation]] of steps.entries()) {
          await answer.sendContent({
            type: 'computer_call',
            msg: {
              call_id: `call_${answer.requestId}_${index}`,
              task: 'Write down the next full moon',
              action,
              status,
              level,
              operation,
              plan: `${index + 1} / ${steps.length}`,
            },
          })
          await answer.wait(400)
        }
      },
    ),
  ],
}

function value(phrases: string[], en: string, zh: string, run: (bench: Bench) => Promise<void>): Scenario {
  return {
    phrases,
    about: { en, zh },
    run: async (bench) => {
      await run(bench)
      await bench.say('Look into the timeline.', '请看时间线。')
    },
  }
}

async function start(bench: Bench, name: string, input: string): Promise<EngineNode> {
  const node = { id: newSnowflake(), name }
  await bench.answer.startNode(node, input)
  await bench.answer.wait(200)
  return node
}

function makeRows(bytes: number): string[] {
  const rows: string[] = []
  for (let size = 0; size < bytes;) {
    const row = JSON.stringify({
      row: rows.length + 1,
      lake: 'Erhai 洱海',
      level_m: 1965 + (rows.length % 9),
      note: 'measured at dawn',
    })
    rows.push(row)
    size += Buffer.byteLength(row) + 1
  }
  return rows
}
