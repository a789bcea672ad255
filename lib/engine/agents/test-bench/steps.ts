import { newSnowflake } from '../../ids'
import type { Bench, Scenario, ScenarioGroup } from './scenario'
import type { EngineNode } from '../../answer'
import { findNumber } from '../../bench/scenario'

export const steps: ScenarioGroup = {
  title: { en: 'Timeline (ask with process log)', zh: '时间线（需要过程日志）' },
  scenarios: [
    steady(['nodes', '节点'], 'three nodes one after the other', '三个节点依次运行', async (bench) => {
      for (const name of ['Read 阅读', 'Think 思考', 'Write 写作']) await runNode(bench, newNode(name), 250)
    }),
    steady(
      ['all tools', '全部工具'],
      'function, retrieval and web search in one node',
      '一个节点里有函数、检索和联网搜索',
      async (bench) => {
        const node = newNode('Agent_001')
        const { answer } = bench
        await answer.startNode(node, bench.words)
        const call = { action_key: 'moon_phase_12', params: JSON.stringify({ date: '2026-08-28' }) }
        await answer.startTool(node, { type: 'function', tool_calls_data: call })
        await answer.wait(200)
        await answer.endTool(node, {
          type: 'function',
          tool_calls_data: { ...call, output: JSON.stringify({ phase: 'full', lit: 1 }) },
        })
        await answer.startTool(node, { type: 'retrieval', tool_calls_data: { input: bench.words } })
        await answer.wait(200)
        await answer.endTool(node, {
          type: 'retrieval',
          tool_calls_data: { slice_info: JSON.stringify(['First passage 第一段', 'Second passage 第二段']) },
        })
        await answer.startTool(node, { type: 'web_search', tool_calls_data: [{ input: bench.words }] })
        await answer.wait(200)
        const result = {
          refer: 'ref_3',
          title: 'Moon',
          link: 'https://en.wikipedia.org/wiki/Moon',
          content: 'The Moon is Earth’s only natural satellite.',
          media: 'Wikipedia',
          icon: '',
        }
        await answer.endTool(node, { type: 'web_search', tool_calls_data: [result] })
        await answer.endNode(node, 'done')
      },
    ),
    steady(
      ['finish before start', '先结束'],
      'a finish that comes before its start',
      '结束先于开始到达',
      async (bench) => {
        const node = newNode('Backwards')
        await bench.answer.endNode(node, 'output first')
        await bench.answer.startNode(node, 'input second')
        await bench.answer.endNode(node, 'output again')
      },
    ),
    steady(
      ['unfinished tool', '未完成工具'],
      'a tool and a node that never finish',
      '永不结束的工具和节点',
      async (bench) => {
        const node = newNode('Unfinished')
        await bench.answer.startNode(node, 'waits for ever')
        await bench.answer.startTool(node, {
          type: 'function',
          tool_calls_data: { action_key: 'never_returns', params: '{}' },
        })
      },
    ),
    steady(['duplicate events', '重复事件'], 'every event twice', '每个事件出现两次', async (bench) => {
      const node = newNode('Twice')
      for (let time = 0; time < 2; time += 1) await bench.answer.startNode(node, 'same input')
      for (let time = 0; time < 2; time += 1) await bench.answer.endNode(node, 'same output')
    }),
    steady(
      ['interleaved', '交错'],
      'two nodes and their tools interleaved',
      '两个节点及其工具交错运行',
      async (bench) => {
        const left = newNode('Left')
        const right = newNode('Right')
        const { answer } = bench
        await answer.startNode(left, 'left in')
        await answer.startNode(right, 'right in')
        await answer.startTool(left, { type: 'retrieval', tool_calls_data: { input: 'left query' } })
        await answer.startTool(right, { type: 'retrieval', tool_calls_data: { input: 'right query' } })
        await answer.wait(200)
        await answer.endTool(left, { type: 'retrieval', tool_calls_data: { slice_info: '["left slice"]' } })
        await answer.endTool(right, {
          type: 'retrieval',
          tool_calls_data: { slice_info: 'right slice as plain text' },
        })
        await answer.endNode(right, 'right out')
        await answer.endNode(left, 'left out')
      },
    ),
    steady(
      ['loop', '循环'],
      '`loop 5`: a loop with its progress',
      '`loop 5`：带进度的循环',
      async (bench) => {
        const rounds = findNumber(bench.words, /(?:loop|循环)\s*(\d+)/, 3, 50)
        const node = newNode('Loop 循环')
        await bench.answer.startNode(node, `${rounds} rounds`)
        for (let round = 1; round <= rounds; round += 1) {
          await sendRaw(bench, {
            ...ids(node),
            type: 'loop_progress',
            current_round: round,
            total_round: rounds,
            status: 'processing',
            time: Date.now(),
          })
          await bench.answer.wait(250)
        }
        await sendRaw(bench, {
          ...ids(node),
          type: 'loop_progress',
          current_round: rounds,
          total_round: rounds,
          status: 'finished',
          finish_reason: 'max_round',
          time: Date.now(),
        })
        await bench.answer.endNode(node, 'finished')
      },
    ),
    steady(
      ['unknown event', '未知事件'],
      'event and tool types that nobody knows',
      '没人认识的事件和工具类型',
      async (bench) => {
        const node = newNode('Strange')
        await bench.answer.startNode(node, 'in')
        await sendRaw(bench, {
          ...ids(node),
          type: 'node_dreaming',
          content: 'of lakes',
          depth: 3,
          time: Date.now(),
        })
        await sendRaw(bench, {
          ...ids(node),
          type: 'tool_processing',
          tool_calls: { type: 'telepathy', tool_calls_data: { to: 'the moon' } },
          time: Date.now(),
        })
        await sendRaw(bench, {
          ...ids(node),
          type: 'tool_finish',
          tool_calls: { type: 'telepathy', tool_calls_data: { reply: '…' } },
        })
        await bench.answer.endNode(node, 'out')
      },
    ),
    steady(
      ['parallel tools', '并行工具'],
      'one function called three times at once',
      '同一函数同时调用三次',
      async (bench) => {
        const node = newNode('Agent_003')
        const { answer } = bench
        await answer.startNode(node, bench.words)
        const call = (lake: string) => ({ action_key: 'lake_depth', params: JSON.stringify({ lake }) })
        for (const lake of ['Baikal', 'Como', 'Tahoe'])
          await answer.startTool(node, { type: 'function', tool_calls_data: call(lake) })
        await answer.wait(200)
        for (const [lake, depth] of [
          ['Baikal', 1642],
          ['Como', 425],
          ['Tahoe', 501],
        ] as const) {
          await answer.endTool(node, {
            type: 'function',
            tool_calls_data: { ...call(lake), output: JSON.stringify({ depth }) },
          })
        }
        await answer.endNode(node, 'done')
      },
    ),
    steady(
      ['many nodes', '很多节点'],
      '`many nodes 200`: that many short nodes',
      '`many nodes 200`：200 个短节点',
      async (bench) => {
        const count = findNumber(bench.words, /(\d+)/, 100, 2_000)
        for (let index = 1; index <= count; index += 1) await runNode(bench, newNode(`Node ${index}`), 2)
      },
    ),
    steady(
      ['log only', '只有日志'],
      'events but no text',
      '只有事件，没有文字',
      async (bench) => {
        await runNode(bench, newNode('Silent'), 300)
      },
      false,
    ),
    steady(
      ['failing node', '失败节点'],
      'a tool whose output is an error',
      '工具输出是一个错误',
      async (bench) => {
        const node = newNode('Agent_002')
        const call = { action_key: 'query_weather_7', params: '{"city":' }
        await bench.answer.startNode(node, bench.words)
        await bench.answer.startTool(node, { type: 'function', tool_calls_data: call })
        await bench.answer.endTool(node, {
          type: 'function',
          tool_calls_data: { ...call, output: '{"showapi_res_code":-1,"showapi_res_error":"参数错误"}' },
        })
        await bench.answer.endNode(node, '')
      },
    ),
  ],
}

function steady(
  phrases: string[],
  en: string,
  zh: string,
  run: (bench: Bench) => Promise<void>,
  speaks = true,
): Scenario {
  return {
    phrases,
    about: { en, zh },
    run: async (bench) => {
      await run(bench)
      if (speaks) await bench.say('The steps are in the timeline.', '步骤都在时间线里。')
    },
  }
}

async function runNode(bench: Bench, node: EngineNode, milliseconds: number): Promise<void> {
  await bench.answer.startNode(node, `${node.name}: input`)
  await bench.answer.wait(milliseconds)
  await bench.answer.endNode(node, `${node.name}: output`)
  bench.answer.count(node, `${node.name}: input`, `${node.name}: output`)
}

async function sendRaw(bench: Bench, event: Record<string, unknown>): Promise<void> {
  if (bench.answer.invoke.send_log_event === true) await bench.answer.sendDelta({ event })
}

function newNode(name: string): EngineNode {
  return { id: newSnowflake(), name }
}

function ids(node: EngineNode) {
  return { node_id: node.id, node_name: node.name }
}
