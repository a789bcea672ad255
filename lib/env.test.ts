import { describe, expect, test } from 'vitest'
import { EnvError, parseEnv } from './env'

describe('settings', () => {
  test('need nothing', () => {
    expect(parseEnv({})).toMatchObject({
      PORT: 3000,
      HOSTNAME: '0.0.0.0',
      BIGMODEL_AUTH: 'key',
      BIGMODEL_AGENTS: [],
    })
  })

  test('an empty variable counts as absent', () => {
    expect(parseEnv({ PORT: '', BIGMODEL_API_KEY: ' ' })).toMatchObject({ PORT: 3000 })
    expect(parseEnv({ BIGMODEL_API_KEY: '' }).BIGMODEL_API_KEY).toBeUndefined()
  })

  test('agents keep their order and their 19-digit ids', () => {
    expect(
      parseEnv({ BIGMODEL_AGENTS: '1855923672330727424=Contracts, 1866015867339526144 = 合同 A=B' }),
    ).toMatchObject({
      BIGMODEL_AGENTS: [
        { id: '1855923672330727424', name: 'Contracts' },
        { id: '1866015867339526144', name: '合同 A=B' },
      ],
    })
  })

  test('agents that get files by address need an address of ours', () => {
    const ids = { BIGMODEL_MEDIA_BY_ADDRESS: '1855923672330727424, 42,' }
    expect(parseEnv({ ...ids, APP_URL: 'https://chat.example.org' })).toMatchObject({
      BIGMODEL_MEDIA_BY_ADDRESS: ['1855923672330727424', '42'],
    })
    expect(() => parseEnv(ids)).toThrow(/^APP_URL is needed/)
    expect(() => parseEnv({ BIGMODEL_MEDIA_BY_ADDRESS: '4 2', APP_URL: 'https://a.b' })).toThrow(EnvError)
  })

  test('addresses lose their last slash', () => {
    expect(parseEnv({ BIGMODEL_BASE_URL: 'https://models.example.org/api/' }).BIGMODEL_BASE_URL).toBe(
      'https://models.example.org/api',
    )
  })

  test.each([
    ['PORT', 'abc'],
    ['PORT', '70000'],
    ['APP_URL', 'chat.example.org'],
    ['BIGMODEL_API_KEY', 'no-dot'],
    ['BIGMODEL_API_KEY', 'two.dots.here'],
    ['BIGMODEL_BASE_URL', 'file:///etc/passwd'],
    ['BIGMODEL_AUTH', 'basic'],
    ['BIGMODEL_HEADERS', '["x"]'],
    ['BIGMODEL_HEADERS', '{"x": "a\\r\\nb"}'],
    ['BIGMODEL_AGENTS', 'just-a-name'],
    ['DATABASE_URL', 'mysql://localhost'],
    ['AUTH_SECRET', 'short'],
    ['ALLOW_GUESTS', 'yes'],
    ['RATE_LIMIT_RUNS_PER_MINUTE', '0'],
    ['MAX_CONCURRENT_RUNS', '1.5'],
  ])('%s=%s is refused with one sentence that names it', (name, value) => {
    const refused = () => parseEnv({ [name]: value })
    expect(refused).toThrow(EnvError)
    expect(refused).toThrow(new RegExp(`^${name}[^\\n]*\\.$`))
  })

  test('a wrong key is not repeated in the sentence', () => {
    expect(() => parseEnv({ BIGMODEL_API_KEY: 'my-secret-key' })).not.toThrow(/my-secret-key/)
  })

  test('the first admin needs both parts', () => {
    expect(() => parseEnv({ ADMIN_EMAIL: 'a@example.org' })).toThrow(/^ADMIN_PASSWORD /)
    expect(() => parseEnv({ ADMIN_PASSWORD: 'long enough' })).toThrow(/^ADMIN_EMAIL /)
  })
})
