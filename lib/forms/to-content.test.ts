import { beforeEach, expect, test } from 'vitest'
import type { UploadRow } from '@/lib/db/schema'
import { readToken } from '@/lib/uploads/signed-address'
import { invokeRequestSchema } from '@/lib/upstream/agents/wire'
import type { ContentItem } from '@/lib/upstream/agents/wire'
import type { FieldKind, FieldValue } from './schema'
import { toContent, toDialogueContent } from './to-content'

const picture = '01890a5d-ac96-774b-bcce-b302099a8057'

beforeEach(() => {
  for (const name of ['env', 'file-address-key'])
    Reflect.deleteProperty(globalThis, Symbol.for(`moonlake.${name}`))
  process.env['AUTH_SECRET'] = 'a secret of at least 32 characters'
  process.env['APP_URL'] = 'https://chat.example.org/'
  process.env['BIGMODEL_MEDIA_BY_ADDRESS'] = 'by-address'
})

function row(id: string, kind: UploadRow['kind'], changes: Partial<UploadRow> = {}): UploadRow {
  return {
    id,
    family: 'agent',
    user_id: 'u',
    app_id: 'by-id',
    field_id: null,
    draft_id: null,
    conversation_id: null,
    upstream_conversation_id: null,
    name: id,
    size: 1,
    kind,
    status: 'ready',
    reason: null,
    upstream_file_id: `file-${id}`,
    stored_file: null,
    checked_at: null,
    created_at: 0,
    deleted_at: null,
    ...changes,
  }
}

const value = (name: string, kind: FieldKind, text: string, uploads: string[] = []): FieldValue => ({
  fieldId: `id-${name}`,
  name,
  kind,
  value: text,
  uploads,
})

/** The stand-in checks the same. */
function isTaken(content: ContentItem[]): boolean {
  return invokeRequestSchema.safeParse({ app_id: '1', messages: [{ role: 'user', content }] }).success
}

test('a form: one item a field, keyed by name, files joined, empty fields left out', () => {
  const rows = [
    row('1', 'document'),
    row('2', 'sheet'),
    row('3', 'image'),
    row('4', 'video'),
    row('5', 'audio'),
  ]
  const content = toContent(
    [
      value('query', 'text', ' 文中讲了什么 '),
      value('语气', 'choice', '正式'),
      value('模版', 'template', '城市:宁波'),
      value('文件', 'file', '', ['2', 'somebody-else', '1']),
      value('图片', 'image', '', ['3']),
      value('视频', 'video', '', ['4']),
      value('音频', 'audio', '', ['5']),
      value('空', 'text', ' \n'),
      value('没有', 'file', '', []),
      value('不见', 'file', '', ['gone']),
    ],
    rows,
  )
  expect(content).toEqual([
    { type: 'input', key: 'query', value: ' 文中讲了什么 ' },
    { type: 'selection_list', key: '语气', value: '正式' },
    { type: 'input', key: '模版', value: '城市:宁波' },
    { type: 'upload_file', key: '文件', value: 'file-2,file-1' },
    { type: 'upload_image', key: '图片', value: 'file-3' },
    { type: 'upload_video', key: '视频', value: 'file-4' },
    { type: 'upload_audio', key: '音频', value: 'file-5' },
  ])
  expect(isTaken(content)).toBe(true)
})

test('a dialogue: the question, and its files by kind, without keys', () => {
  const rows = [row('1', 'document'), row('2', 'image'), row('3', 'sheet')]
  const content = toDialogueContent('文中说了什么', rows)
  expect(content).toEqual([
    { type: 'input', value: '文中说了什么' },
    { type: 'upload_file', value: 'file-1,file-3' },
    { type: 'upload_image', value: 'file-2' },
  ])
  expect(isTaken(content)).toBe(true)
  expect(toDialogueContent('', rows.slice(0, 1))).toEqual([{ type: 'upload_file', value: 'file-1' }])
  expect(toDialogueContent('hi', [], '用户输入')).toEqual([{ type: 'input', value: 'hi', key: '用户输入' }])
  expect(toDialogueContent('', [])).toEqual([{ type: 'input', value: '' }])
})

test('agents that need addresses get signed ones of pictures and videos that we hold', () => {
  const held = { app_id: 'by-address', stored_file: picture }
  const rows = [row(picture, 'image', held), row('2', 'document', held)]
  const [image, file] = toContent(
    [value('图片', 'image', '', [picture]), value('文件', 'file', '', ['2'])],
    rows,
  )
  expect(image?.value).toMatch(/^https:\/\/chat\.example\.org\/api\/files\/[A-Za-z0-9_-]{1,64}$/)
  expect(readToken(image?.value.split('/').at(-1) ?? '', Date.now())).toBe(picture)
  expect(file?.value).toBe('file-2')
  const [elsewhere] = toDialogueContent('', [row(picture, 'image', { stored_file: picture })])
  expect(elsewhere?.value).toBe(`file-${picture}`)
  const [unheld] = toDialogueContent('', [row(picture, 'image', { app_id: 'by-address' })])
  expect(unheld?.value).toBe(`file-${picture}`)
})
