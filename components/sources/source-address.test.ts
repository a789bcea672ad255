import { describe, expect, it } from 'vitest'
import { addressWith, readTarget, writeTarget } from './source-address'
import type { SourceTarget } from './source-address'

describe('a target in the address', () => {
  const targets: SourceTarget[] = [
    { runId: 'run-1', item: null },
    { runId: 'run-1', item: { kind: 'document', id: '1936725184036361003', stop: 2 } },
    { runId: 'run-1', item: { kind: 'document', id: 'a:b/ c%&文', stop: 0 } },
    { runId: 'run-1', item: { kind: 'web', refer: 'ref_3' } },
    { runId: 'run-1', item: { kind: 'web', refer: null } },
  ]
  it.each(targets)('comes back as it went: %o', (target) => {
    const address = addressWith({ pathname: '/c/1', search: '?x=1' }, target)
    const params = new URL(address, 'http://localhost').searchParams
    expect(readTarget(params.get('source'))).toEqual(target)
    expect(params.get('x')).toBe('1')
    expect(readTarget(writeTarget(target))).toEqual(target)
  })

  it('leaves nothing behind', () => {
    expect(addressWith({ pathname: '/c/1', search: '?source=run-1:web' }, null)).toBe('/c/1')
  })

  it.each([null, '', '<script>:doc:1:1', 'x'.repeat(600)])('nonsense is no target: %s', (value) => {
    expect(readTarget(value)).toBeNull()
  })

  it('a stop that is none is the first', () => {
    expect(readTarget('run-1:doc:7:-3')?.item).toEqual({ kind: 'document', id: '7', stop: 0 })
  })
})
