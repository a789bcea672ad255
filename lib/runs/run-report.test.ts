import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import type { Target } from '@/lib/targets/schema'
import type { Upload } from '@/lib/uploads/schema'
import { emptyRun } from './run'
import type { Run } from './run'
import { shellQuote, toCurl, toDiagnostics } from './run-report'
import type { AskedQuestion } from './run-report'

const run: Run = { ...emptyRun, id: 'run-1', status: 'done', startedAt: 1_000, endedAt: 3_500 }
const agent: Target = { family: 'agent', id: '17' }
const upload = (name: string, kind: Upload['kind']): Upload => ({
  id: 'u',
  name,
  size: 1,
  kind,
  status: 'ready',
  reason: null,
  previewUrl: null,
})
const asked = (change: Partial<AskedQuestion>): AskedQuestion => ({
  text: '',
  inputs: [],
  attachments: [],
  callId: null,
  ...change,
})

/** What a shell hands to curl. */
function argumentsOf(command: string): string[] {
  const script = `curl() { printf '%s\\0' "$@"; }\n${command}`
  const env = {
    ...process.env,
    BIGMODEL_API_KEY: 'id.secret',
    OPENPLATFORM_BASE_URL: 'https://platform.example.org',
    OPENPLATFORM_API_KEY: 'sk_1',
    OPENAI_COMPATIBLE_BASE_URL: 'http://localhost:11434/v1',
    OPENAI_COMPATIBLE_API_KEY: 'key',
  }
  return execFileSync('sh', ['-c', script], { encoding: 'utf8', env }).split('\0').slice(0, -1)
}

function bodyOf(question: AskedQuestion, change: Partial<Run> = {}): unknown {
  const words = argumentsOf(toCurl({ run: { ...run, ...change }, target: agent, question }))
  return JSON.parse(words[words.indexOf('--data-raw') + 1] ?? '')
}

test('the command calls the documented address with the key of the shell', () => {
  const words = argumentsOf(toCurl({ run, target: agent, question: asked({ text: 'hello' }) }))
  expect(words).toContain('https://open.bigmodel.cn/api/llm-application/open/v3/application/invoke')
  expect(words).toContain('Authorization: Bearer id.secret')
  expect(words).toContain('Content-Type: application/json')
})

test('the command holds no key itself', () => {
  expect(toCurl({ run, target: agent, question: asked({ text: 'x' }) })).toContain(
    'Bearer $BIGMODEL_API_KEY"',
  )
})

test.each([
  `it's 'quoted' "twice"`,
  'two\nlines\r\nand a tab\t',
  '月亮在湖面上，“光路”多长？𠮷野家 👩‍🚀',
  '$HOME `id` $(id) \\ \\n ! # & ; | < > * ? ~ @file',
  `'`,
  '\u0000\u2028\ud800',
  '',
])('%j arrives as it was asked', (text) => {
  expect(bodyOf(asked({ text }))).toMatchObject({
    messages: [{ role: 'user', content: [{ type: 'input', value: text }] }],
  })
})

test.each(["a'b", "''", 'x y', '', '$(id)\n'])('%j is one word of a shell', (word) => {
  expect(execFileSync('sh', ['-c', `printf %s ${shellQuote(word)}`], { encoding: 'utf8' })).toBe(word)
})

test('the conversation goes along when it is known', () => {
  expect(bodyOf(asked({ text: 'x' }), { upstreamConversationId: '98933' })).toMatchObject({
    app_id: '17',
    conversation_id: '98933',
    third_request_id: 'run-1',
    stream: true,
    send_log_event: true,
  })
  expect(bodyOf(asked({ text: 'x' }))).not.toHaveProperty('conversation_id')
})

test('a form is sent by the names of its variables, files by their names in place of ids', () => {
  const inputs: AskedQuestion['inputs'] = [
    { fieldId: '1', name: '问题', kind: 'text', value: 'Why?', uploads: [] },
    { fieldId: '2', name: '语气', kind: 'choice', value: '轻松', uploads: [] },
    { fieldId: '3', name: 'left empty', kind: 'text', value: '', uploads: [] },
    {
      fieldId: '4',
      name: '文件',
      kind: 'file',
      value: '',
      uploads: [upload('a.pdf', 'document'), upload('b’s.pdf', 'document')],
    },
    { fieldId: '5', name: 'clip', kind: 'video', value: '', uploads: [upload('c.mp4', 'video')] },
  ]
  expect(bodyOf(asked({ inputs }))).toMatchObject({
    messages: [
      {
        content: [
          { type: 'input', key: '问题', value: 'Why?' },
          { type: 'selection_list', key: '语气', value: '轻松' },
          { type: 'upload_file', key: '文件', value: '<file id of a.pdf>,<file id of b’s.pdf>' },
          { type: 'upload_video', key: 'clip', value: '<file id of c.mp4>' },
        ],
      },
    ],
  })
})

test('files of a dialogue follow the question', () => {
  expect(bodyOf(asked({ text: 'Look', attachments: [upload('moon.png', 'image')] }))).toMatchObject({
    messages: [
      {
        content: [
          { type: 'input', value: 'Look' },
          { type: 'upload_image', value: '<file id of moon.png>' },
        ],
      },
    ],
  })
})

test('the answer to a question back names the call', () => {
  expect(bodyOf(asked({ text: 'West Lake', callId: 'call_1' }))).toMatchObject({
    messages: [{ type: 'qa', call_id: 'call_1', content: [{ type: 'input', value: 'West Lake' }] }],
  })
})

test('the report holds the run, what was asked and how long it took', () => {
  const report: unknown = JSON.parse(toDiagnostics({ run, target: agent, question: asked({ text: 'Why?' }) }))
  expect(report).toMatchObject({
    target: agent,
    id: 'run-1',
    status: 'done',
    durationMs: 2_500,
    startedAtIso: '1970-01-01T00:00:01.000Z',
    question: { text: 'Why?' },
    steps: [],
  })
})

test.each<[Target, string, string, object]>([
  [
    { family: 'model', id: 'glm-4.6v' },
    'https://open.bigmodel.cn/api/paas/v4/chat/completions',
    'id.secret',
    {
      model: 'glm-4.6v',
      messages: [
        {
          content: [
            { type: 'image_url', image_url: { url: '<address of moon.png>' } },
            { type: 'text', text: 'Look' },
          ],
        },
      ],
    },
  ],
  [
    { family: 'assistant', id: '65aa' },
    'https://open.bigmodel.cn/api/paas/v4/assistant',
    'id.secret',
    { assistant_id: '65aa', conversation_id: '66bb', attachments: [{ file_id: '<file id of moon.png>' }] },
  ],
  [
    { family: 'on-premises', id: 'glm-4' },
    'https://platform.example.org/openapi/community/v1/chat/completions',
    'sk_1',
    { model: 'glm-4', stream: true },
  ],
  [
    { family: 'compatible', id: 'qwen2.5:7b' },
    'http://localhost:11434/v1/chat/completions',
    'key',
    { model: 'qwen2.5:7b' },
  ],
])('%o is asked where it is, with its own key', (target, url, key, body) => {
  const question = asked({ text: 'Look', attachments: [upload('moon.png', 'image')] })
  const words = argumentsOf(toCurl({ run: { ...run, upstreamConversationId: '66bb' }, target, question }))
  expect(words).toContain(url)
  expect(words).toContain(`Authorization: Bearer ${key}`)
  expect(JSON.parse(words[words.indexOf('--data-raw') + 1] ?? '')).toMatchObject(body)
})
