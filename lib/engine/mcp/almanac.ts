/** A small MCP server that comes with the engine, so that anybody can try one: the moon by date, lakes by name. */
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import * as z from 'zod'
import { area, chinese, depth, elevation, english, format, volume } from '../agents/guide/lake-columns'
import { findLake, lakesOf, suggestLakes, nameOf } from '../agents/trip/lakes'
import { listMoonPhases } from '../library/source/moon-phases'
import { litShare } from '../media/moon-disc'
import { namePhase, phaseAt, phaseNamesZh } from '../moon-calendar'
import type { EngineState } from '../state'

const earliest = Date.UTC(1900, 0, 1)
const latest = Date.UTC(2100, 0, 1)

export function createAlmanac(state: EngineState): McpServer {
  const server = new McpServer({ name: 'moonlake-almanac', version: '1.0.0' })
  server.registerTool(
    'moon_phase',
    {
      title: 'Moon phase 月相',
      description:
        'The phase of the moon on a date, how much of it is lit, and the next full and new moon. 某日的月相、月亮被照亮的比例，以及下一次满月和新月。',
      inputSchema: { date: z.string().describe('YYYY-MM-DD, by UTC; today when it is left out').optional() },
      annotations: { readOnlyHint: true },
    },
    ({ date }) => {
      const at = date === undefined ? Date.now() : Date.parse(`${date}T12:00:00Z`)
      if (!(at >= earliest && at <= latest)) return failure(`No date between 1900 and 2100: ${date}`)
      return success(describeMoon(at))
    },
  )
  server.registerTool(
    'lake_facts',
    {
      title: 'Lake facts 湖泊资料',
      description:
        'Country, area, depth, volume and elevation of a lake by its name, in English or Chinese: how deep, how large, how high. 按名称查湖泊所在国家、面积、深度、容积和海拔：有多深、多大。',
      inputSchema: { name: z.string().describe('such as Lake Baikal, 青海湖') },
      annotations: { readOnlyHint: true },
    },
    async ({ name }) => {
      const rows = lakesOf((await state.library()).rows)
      const row = findLake(rows, name)
      if (!row) {
        const near = suggestLakes(rows, name, 'en').map((one) => nameOf(one, 'en'))
        return failure(`No lake of the table is called “${name}”. There are ${near.join(', ')} and others.`)
      }
      return success({
        name: String(row.cells[english.name]),
        name_zh: String(row.cells[chinese.name]),
        country: String(row.cells[english.country]),
        area: format(row, area),
        depth: format(row, depth),
        volume: format(row, volume),
        elevation: format(row, elevation),
        type: String(row.cells[english.type]),
      })
    },
  )
  return server
}

function describeMoon(at: number): Record<string, unknown> {
  const phase = phaseAt(at)
  const name = namePhase(phase)
  const year = new Date(at).getUTCFullYear()
  const coming = [...listMoonPhases(year), ...listMoonPhases(year + 1)].filter((one) => one.at.getTime() > at)
  const next = (kind: 'full' | 'new') => coming.find((one) => one.kind === kind)?.at.toISOString() ?? null
  return {
    date: new Date(at).toISOString().slice(0, 10),
    phase: name,
    phase_zh: phaseNamesZh[name],
    lit_percent: Math.round(litShare(phase) * 100),
    next_full_moon: next('full'),
    next_new_moon: next('new'),
  }
}

function success(value: Record<string, unknown>) {
  return { content: [{ type: 'text' as const, text: JSON.stringify(value, null, 2) }] }
}

function failure(message: string) {
  return { content: [{ type: 'text' as const, text: message }], isError: true }
}
