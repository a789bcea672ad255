/** A bare Node pipe in a process of its own: the least that a proxy on Node can do. The reference for our server. */
import { Agent, createServer, request } from 'node:http'
import { barePage } from './bare-page.mjs'

const target = new URL(process.env.PIPE_TARGET ?? '')
const agent = new Agent({ keepAlive: true, maxSockets: Infinity })

createServer((incoming, response) => {
  if (incoming.url === '/page') return response.setHeader('content-type', 'text/html').end(barePage)
  const headers = { 'content-type': 'application/json', authorization: process.env.PIPE_AUTHORIZATION ?? '' }
  const outgoing = request(target, { method: 'POST', agent, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, {
      'content-type': answer.headers['content-type'] ?? 'text/plain',
    })
    answer.pipe(response)
  })
  outgoing.on('error', () => response.destroy())
  incoming.pipe(outgoing)
}).listen(Number(process.env.PIPE_PORT), '127.0.0.1', () => console.log('pipe ready'))
