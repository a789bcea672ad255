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

  test('models have any id and a name when somebody gave one', () => {
    expect(parseEnv({ BIGMODEL_MODELS: 'glm-4.6, org/qwen2.5:7b = Qwen 7B,' }).BIGMODEL_MODELS).toEqual([
      { id: 'glm-4.6', name: null },
      { id: 'org/qwen2.5:7b', name: 'Qwen 7B' },
    ])
  })

  test.each([
    ['OPENPLATFORM_BASE_URL', 'https://platform.example.org', 'OPENPLATFORM_API_KEY'],
    ['OPENPLATFORM_API_KEY', 'sk_123', 'OPENPLATFORM_BASE_URL'],
    ['OPENAI_COMPATIBLE_API_KEY', 'key', 'OPENAI_COMPATIBLE_BASE_URL'],
    ['ENGINE_LLM_BASE_URL', 'http://localhost:11434/v1', 'ENGINE_LLM_MODEL'],
    ['ENGINE_LLM_MODEL', 'qwen3', 'ENGINE_LLM_BASE_URL'],
  ])('%s needs its other half', (name, value, other) => {
    expect(() => parseEnv({ [name]: value })).toThrow(new RegExp(`^${other} is needed beside ${name}`))
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
    ['BIGMODEL_MODELS', 'two words'],
    ['BIGMODEL_ASSISTANTS', '65940acff94777010aa6b796'],
    ['BIGMODEL_FILES_PURPOSE', 'two words'],
    ['OPENAI_COMPATIBLE_BASE_URL', 'localhost:11434'],
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
