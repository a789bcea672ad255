/** Our routes as they lie in `app/api`, and a request that each of them takes. */
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { root } from '../../e2e/servers'
import { appIds } from '../../lib/engine/catalogue'
import { toSend } from './client'
import { mcpServer, toComparison } from './scene'
import type { Names } from './scene'

export type Route = {
  /** Such as `/api/runs/[runId]/stop`. */
  pattern: string
  methods: string[]
}

export function listRoutes(): Route[] {
  const folder = path.join(root, 'app/api')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return files
    .filter((file) => path.basename(file) === 'route.ts')
    .toSorted()
    .map((file) => {
      const source = readFileSync(path.join(folder, file), 'utf8')
      const methods = [...source.matchAll(/^export (?:const|function|async function) ([A-Z]+)\b/gm)]
      return {
        pattern: `/api/${path.dirname(file).split(path.sep).join('/')}`,
        methods: methods.map((match) => match[1] ?? ''),
      }
    })
}

/** The names of the parts of a path that somebody chooses. */
export function partsOf(pattern: string): string[] {
  return [...pattern.matchAll(/\[(\w+)\]/g)].map((match) => match[1] ?? '')
}

export function fill(pattern: string, valueOf: (part: string) => string): string {
  return pattern.replace(/\[(\w+)\]/g, (_, part: string) => valueOf(part))
}

export function isNamed(part: string, names: Names): part is keyof Names {
  return part in names
}

/** Query parameters that a route reads, with values that it takes. */
export const queries: Record<string, Record<string, string>> = {
  '/api/conversations': { before: '1763700000000' },
  '/api/conversations/[conversationId]': { before: 'x' },
  '/api/batches/[batchId]': { from: '1', count: '10', status: 'done' },
  '/api/batches/[batchId]/download': { format: 'csv', language: 'zh' },
  '/api/documents/[ticket]': { download: '1' },
  '/api/media/[mediaId]': { download: '1' },
  '/api/runs/[runId]/events': { after: '3' },
  '/api/runs/[runId]/sources': { again: '1' },
  '/api/uploads': { ids: 'a,b', again: '1' },
  '/api/uploads/[uploadId]': {
    appId: appIds.fileChat,
    family: 'agent',
    kind: 'document',
    name: 'moon.txt',
    size: '5',
    draftId: 'draft',
  },
}

/** A JSON body that a route takes; routes that read no body get an empty one. */
export function bodyFor(method: string, pattern: string, names: Names): unknown {
  switch (`${method} ${pattern}`) {
    case 'POST /api/runs':
      return {
        ...toSend('plain'),
        settings: { systemPrompt: '', temperature: 0.5, webSearch: {}, functions: [], mcpServers: [] },
        action: {
          kind: 'send',
          question: 'plain',
          inputs: [{ fieldId: '1', name: 'Question', kind: 'text', value: '', uploads: [] }],
          attachments: [],
        },
      }
    case 'POST /api/batches':
      return {
        sendKey: toSend('').sendKey,
        appId: appIds.documentReader,
        name: 'lakes.csv',
        columns: ['Lake'],
        fields: [
          {
            fieldId: '1936725184036382001',
            name: 'Question 问题',
            kind: 'text',
            source: { from: 'column', column: 0 },
          },
        ],
        rows: [['Baikal']],
      }
    case 'PATCH /api/batches/[batchId]':
      return { action: 'pause' }
    case 'POST /api/comparisons':
      return toComparison()
    case 'POST /api/comparisons/[comparisonId]/pick':
      return { conversationId: names.laneConversationId }
    case 'PATCH /api/conversations/[conversationId]':
      return { title: 'Moon' }
    case 'PUT /api/conversations/[conversationId]/version':
      return { messageId: names.answerMessageId }
    case 'POST /api/mcp-servers':
    case 'PUT /api/mcp-servers/[serverId]':
      return mcpServer
    case 'POST /api/account/sign-in':
      return { email: 'nobody@example.org', password: 'not-the-password' }
    case 'POST /api/account/set-up':
      return {
        token: 'A'.repeat(32),
        name: 'Nobody',
        email: 'nobody@example.org',
        password: 'not-the-password',
      }
    default:
      return {}
  }
}
