/**
 * An upstream for measuring, in a process of its own: the agent platform's invoke, whose every text chunk carries the
 * moment at which it was written, `#<nanoseconds>|`, on the clock that all processes of one machine share. The question
 * says what to send: `stamps 200 at 20` (chunks, chunks a second) or `markdown 2000 at 100` (100 kB of Markdown).
 * Files that are uploaded are counted and forgotten.
 */
import { createServer } from 'node:http'
import { barePage } from './bare-page.mjs'
import { longMarkdown } from './long-markdown.mjs'

const server = createServer(async (request, response) => {
  const path = request.url ?? '/'
  if (path.startsWith('/page')) return response.setHeader('content-type', 'text/html').end(barePage)
  if (path.endsWith('/file_upload')) return takeFile(request, response)
  let body = ''
  for await (const chunk of request) body += chunk
  if (path.endsWith('/conversation')) return json(response, { conversation_id: '1936725184036350001' })
  if (path.endsWith('/variables')) return json(response, [])
  if (path.includes('/history_session_record/')) return json(response, { problems: [] })
  if (!path.endsWith('/invoke')) return response.writeHead(404).end()
  const [, kind = 'stamps', count = '1', rate = '1000'] = /(stamps|markdown) (\d+) at (\d+)/.exec(body) ?? []
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  response.socket?.setNoDelay(true)
  stream(response, kind === 'markdown' ? cut(longMarkdown, Number(count)) : null, Number(count), Number(rate))
})

server.listen(Number(process.env.UPSTREAM_PORT), '127.0.0.1', () => console.log('upstream ready'))

/** Counts the bytes and keeps none. */
async function takeFile(request, response) {
  let bytes = 0
  for await (const chunk of request) bytes += chunk.length
  const file = { file_id: String(1_936_725_184_036_000_000n + BigInt(bytes)), file_name: 'big.pdf' }
  json(response, { success_info: [file], fail_info: [] })
}

function json(response, data) {
  response
    .setHeader('content-type', 'application/json')
    .end(JSON.stringify({ code: 200, message: 'ok', data }))
}

/** Keeps to the rate on average: a late timer sends what is due. */
function stream(response, pieces, count, rate) {
  const startedAt = performance.now()
  let sent = 0
  const tick = () => {
    if (response.destroyed) return
    const due = Math.min(count, 1 + Math.floor(((performance.now() - startedAt) / 1000) * rate))
    while (sent < due) {
      const text = pieces ? (pieces[sent] ?? '') : `#${process.hrtime.bigint()}|${'x'.repeat(44)}\n`
      frame(response, { index: 0, delta: { content: { type: 'text', msg: text } } })
      sent += 1
    }
    if (sent < count)
      return setTimeout(tick, Math.max(0, startedAt + (sent / rate) * 1000 - performance.now()))
    frame(response, { index: 0, finish_reason: 'stop' })
    response.end('data:[DONE]\n\n')
  }
  tick()
}

function frame(response, choice) {
  response.write(
    `data:${JSON.stringify({ request_id: 'bench', conversation_id: '1936725184036350001', choices: [choice] })}\n\n`,
  )
}

function cut(text, count) {
  const characters = [...text]
  const size = Math.ceil(characters.length / count)
  return Array.from({ length: count }, (_, index) =>
    characters.slice(index * size, (index + 1) * size).join(''),
  )
}
