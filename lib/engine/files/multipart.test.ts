import { expect, test } from 'vitest'
import { findBoundary, readMultipart } from './multipart'

const boundary = '----form7f'
const near = `\r\n--${boundary.slice(0, -1)}`

const body = Buffer.from(
  [
    `--${boundary}\r\nContent-Disposition: form-data; name="app_id"\r\n\r\n19367`,
    `--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="湖 %22a%22.txt"\r\nContent-Type: text/plain\r\n\r\nfirst${near}still the first\r\n`,
    `--${boundary}\r\ncontent-disposition: form-data; name=files; filename="x.pdf"; filename*=UTF-8''%E6%9C%88.pdf\r\n\r\n`,
    `--${boundary}\r\nContent-Disposition: form-data; name="file_type"\r\n\r\n2`,
    `--${boundary}--\r\nwhat comes after is nothing`,
  ].join('\r\n'),
)

type Form = { fields: Record<string, string>; files: { name: string; text: string }[] }

async function read(bytes: Buffer, pieceLength: number): Promise<Form> {
  const form: Form = { fields: {}, files: [] }
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += pieceLength) yield bytes.subarray(at, at + pieceLength)
  }
  await readMultipart(pieces(), boundary, {
    field: (name, value) => void (form.fields[name] = value),
    file: (_, name) => {
      const parts: Buffer[] = []
      return {
        write: async (piece) => void parts.push(Buffer.from(piece)),
        end: async () => void form.files.push({ name, text: Buffer.concat(parts).toString() }),
      }
    },
  })
  return form
}

test.each([1, 2, 3, 7, 64, body.length])(
  'a form cut into pieces of %i bytes is the same form',
  async (length) => {
    expect(await read(body, length)).toEqual({
      fields: { app_id: '19367', file_type: '2' },
      files: [
        { name: '湖 "a".txt', text: `first${near}still the first\r\n` },
        { name: '月.pdf', text: '' },
      ],
    })
  },
)

test('a form that ends too early is refused', async () => {
  for (const length of [0, 10, 80, 200, body.length - 40])
    await expect(read(body.subarray(0, length), 64)).rejects.toThrow('表单数据不完整')
})

test.each([
  ['multipart/form-data; boundary=abc', 'abc'],
  ['Multipart/Form-Data; charset=utf-8; boundary="a b"', 'a b'],
  ['application/json', null],
  [undefined, null],
])('the boundary of %s', (type, expected) => expect(findBoundary(type)).toBe(expected))
