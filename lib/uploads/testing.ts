/** For tests only: small files with true heads, and a platform on the loopback address that takes them. */
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/** A JPEG up to its frame header, with `padding` bytes of metadata before it. */
export function jpegHead(width: number, height: number, padding = 0): Buffer {
  const metadata: Buffer[] = []
  for (let left = padding; left > 0; left -= 65_533) {
    const size = Math.min(left, 65_533)
    metadata.push(Buffer.from([0xff, 0xe1, (size + 2) >> 8, (size + 2) & 0xff]), Buffer.alloc(size, 0x20))
  }
  const frame = Buffer.from([0xff, 0xc0, 0, 17, 8, 0, 0, 0, 0, 3, 1, 0x11, 0, 2, 0x11, 1, 3, 0x11, 1])
  frame.writeUInt16BE(height, 5)
  frame.writeUInt16BE(width, 7)
  return Buffer.concat([Buffer.from([0xff, 0xd8]), ...metadata, frame])
}

/** A PNG up to the end of its header. */
export function pngHead(width: number, height: number): Buffer {
  const head = Buffer.from('89504e470d0a1a0a0000000d49484452000000000000000008060000000000000000', 'hex')
  head.writeUInt32BE(width, 16)
  head.writeUInt32BE(height, 20)
  return head
}

export const mp4Head = Buffer.from('00000018667479706d703432000000006d70343269736f6d', 'hex')
export const oleHead = Buffer.from('d0cf11e0a1b11ae1', 'hex')
export const zipHead = Buffer.from('504b030414000600', 'hex')

export type FakePlatform = {
  baseUrl: string
  /** Path and body of everything but uploads, in order. */
  asked: { path: string; body: unknown }[]
  /** Bytes that came of the uploads so far. */
  received(): number
  uploads: { fields: Record<string, string>; name: string; type: string; bytes: Buffer }[]
  openUploads(): number
  answers: {
    variables: unknown
    conversation: () => unknown
    upload: (number: number) => unknown
    stat: (fileIds: string[]) => unknown
  }
  /** While set, uploads are never answered. */
  hold: boolean
  close(): Promise<void>
}

/** @param isKeepingBytes false: bodies are counted and dropped */
export async function startPlatform(isKeepingBytes = true): Promise<FakePlatform> {
  const sockets = new Set<Socket>()
  let received = 0
  let open = 0
  const platform: FakePlatform = {
    baseUrl: '',
    asked: [],
    uploads: [],
    received: () => received,
    openUploads: () => open,
    answers: {
      variables: [],
      conversation: () => ({ conversation_id: `9${platform.asked.length}` }),
      upload: (number) => ({ success_info: [{ file_id: `18152864460938977${number}` }], fail_info: [] }),
      stat: (fileIds) => fileIds.map((file_id) => ({ file_id, code: 1, msg: '成功' })),
    },
    hold: false,
    close: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
  const answer = (response: ServerResponse, data: unknown) =>
    response.end(JSON.stringify({ code: 200, message: '请求成功', data }))

  async function takeUpload(request: IncomingMessage, response: ServerResponse): Promise<void> {
    open++
    const onClose = () => open--
    request.socket.once('close', onClose)
    const pieces: Buffer[] = []
    try {
      for await (const piece of request) {
        // An IncomingMessage without an encoding gives Buffers.
        const bytes = piece as Buffer
        received += bytes.byteLength
        if (isKeepingBytes) pieces.push(bytes)
      }
    } catch {
      return
    }
    if (platform.hold) return
    request.socket.off('close', onClose)
    open--
    if (isKeepingBytes) {
      const headers = { 'content-type': request.headers['content-type'] ?? '' }
      const form = await new Response(new Uint8Array(Buffer.concat(pieces)), { headers }).formData()
      const file = form.get('files')
      form.delete('files')
      if (file instanceof File) {
        const fields = Object.fromEntries([...form].map(([name, value]) => [name, String(value)]))
        const bytes = Buffer.from(await file.arrayBuffer())
        platform.uploads.push({ fields, name: file.name, type: file.type, bytes })
      }
    }
    answer(response, platform.answers.upload(platform.uploads.length))
  }

  const server = createServer(async (request, response) => {
    const path = request.url ?? ''
    if (path.endsWith('/file_upload')) return takeUpload(request, response)
    const pieces: Buffer[] = []
    for await (const piece of request) pieces.push(piece as Buffer)
    const text = Buffer.concat(pieces).toString()
    const body: unknown = text === '' ? null : JSON.parse(text)
    platform.asked.push({ path, body })
    if (path.endsWith('/variables')) return answer(response, platform.answers.variables)
    if (path.endsWith('/conversation')) return answer(response, platform.answers.conversation())
    // Our own client's request.
    return answer(response, platform.answers.stat((body as { file_ids: string[] }).file_ids))
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket)).on('error', () => undefined)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A TCP server's address is an object.
  const { port } = server.address() as AddressInfo
  platform.baseUrl = `http://127.0.0.1:${port}/api`
  return platform
}
