import { createServer } from 'node:net'
import { hostname } from 'node:os'
import { fail } from './say.mjs'

/** Where to listen, from PORT and HOSTNAME. Ends the process with one sentence when it cannot be used. */
export function readAddress(environment = process.env) {
  const port = environment.PORT?.trim() ? Number(environment.PORT) : 3000
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    fail('Moonlake cannot start: PORT must be a whole number from 1 to 65535.')
  // Containers and shells set HOSTNAME to the machine's own name, which nobody meant as an address to listen on.
  const given = environment.HOSTNAME?.trim()
  const host = !given || given === hostname() ? '0.0.0.0' : given
  return { port, host }
}

export async function failWhenTaken({ port, host }) {
  const problem = await findProblem(port, host)
  if (problem === 'EADDRINUSE')
    fail(
      `Port ${port} is in use. Stop the program that holds it, or choose another: PORT=${port === 65_535 ? 3001 : port + 1} npm start`,
    )
  if (problem === 'EACCES') fail(`PORT ${port} may not be opened by this user; choose one above 1023.`)
  if (problem) fail(`HOSTNAME ${host} cannot be listened on (${problem}).`)
}

/** A free port on the loopback address. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}

function findProblem(port, host) {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error) => resolve(error.code))
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(null)))
  })
}
