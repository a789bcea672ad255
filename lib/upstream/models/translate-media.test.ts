import { describe, expect, test } from 'vitest'
import { maxSoundLength } from './spoken-answer'
import { arrival, node, translate, chunk, delta, text, finish, stop, done, noticesOf } from './testing'
import { createCompletionTranslator } from './translate'

describe('media', () => {
  const wav = (samples: number[]) => {
    const bytes = Buffer.alloc(44 + samples.length)
    bytes.write('RIFF', 0)
    bytes.writeUInt32LE(36 + samples.length, 4)
    bytes.write('WAVEfmt ', 8)
    bytes.writeUInt32LE(16, 16)
    bytes.writeUInt16LE(1, 20)
    bytes.write('data', 36)
    bytes.writeUInt32LE(samples.length, 40)
    samples.forEach((sample, at) => bytes.writeUInt8(sample, 44 + at))
    return bytes
  }

  test('a spoken answer is announced, then heard under upstream’s name', () => {
    const { events, run } = translate([
      delta({ audio: { id: 'aud_1', data: wav([1, 2]).toString('base64') } }),
      delta({ content: 'Hi', audio: { data: wav([3, 4, 5]).toString('base64') } }),
      stop,
      done,
    ])
    const sounds = events.flatMap((event) => (event.type === 'media' ? [event] : []))
    expect(sounds.map(({ mediaId, media }) => [mediaId, media])).toEqual([
      ['aud_1', { kind: 'audio', url: null }],
      ['aud_1', { kind: 'audio', url: `data:audio/wav;base64,${wav([1, 2, 3, 4, 5]).toString('base64')}` }],
    ])
    expect(run.parts).toHaveLength(2)
  })

  test('what was heard of a sound that broke off is kept; a withdrawn one is not', () => {
    const sound = delta({ audio: { data: wav([1, 2]).toString('base64') } })
    expect(translate([sound], true).run.parts).toMatchObject([
      { media: { url: expect.stringMatching(/^data:audio/) } },
    ])
    expect(translate([sound, finish('sensitive')]).run.parts).toEqual([])
  })

  test('a sound is bounded', () => {
    const half = 'A'.repeat(maxSoundLength / 2)
    const result = translate([half, half, 'AAAA'].map((data) => delta({ audio: { data } })))
    expect(noticesOf(result)).toEqual(['event_limit'])
  })

  test('a film that is being made, then ready', () => {
    const { events, run } = translate([
      { id: 'c1', choices: [], video_result: [{ url: '', cover_image_url: 'https://x/c.png' }] },
      finish('stop', { video_result: [{ url: 'https://x/v.mp4', cover_image_url: 'https://x/c.png' }] }),
      { video_result: [{ url: 'https://x/v.mp4', cover_image_url: 'https://x/c.png' }] },
    ])
    expect(events.filter(({ type }) => type === 'media')).toHaveLength(2)
    expect(run.parts).toMatchObject([
      { media: { kind: 'video', url: 'https://x/v.mp4', coverUrl: 'https://x/c.png' } },
    ])
  })

  test('two generations of one run never share a name', () => {
    const idsOf = (generation: string) => {
      const translator = createCompletionTranslator(node, generation)
      const message = chunk({ delta: { content: [{ type: 'image_url', image_url: 'https://x/i.png' }] } })
      return translator
        .readMessage(JSON.stringify({ ...message, video_result: [{ url: 'https://x/v' }] }), arrival)
        .flatMap((event) => (event.type === 'media' ? [event.mediaId] : []))
    }
    expect(new Set([...idsOf('a'), ...idsOf('b')]).size).toBe(4)
  })
})

describe('usage, filters and what is attached', () => {
  const usage = {
    prompt_tokens: 8,
    completion_tokens: 5,
    total_tokens: 13,
    prompt_tokens_details: { cached_tokens: 4 },
    completion_tokens_details: { reasoning_tokens: 2 },
  }

  test.each<[string, object[]]>([
    ['with the last chunk', [text('a'), finish('stop', { usage })]],
    ['alone behind it', [text('a'), stop, { id: 'c1', model: 'glm-x', choices: [], usage }]],
    [
      'at both places',
      [text('a'), finish('stop', { usage }), { id: 'c1', model: 'glm-x', choices: [], usage }],
    ],
  ])('usage %s', (_name, messages) => {
    expect(translate([...messages, done]).run.usage).toEqual([
      {
        nodeName: 'GLM',
        model: 'glm-x',
        inputTokens: 8,
        outputTokens: 5,
        totalTokens: 13,
        cachedTokens: 4,
        reasoningTokens: 2,
      },
    ])
  })

  test('usage on every chunk that says nothing is none', () => {
    expect(translate([delta({ content: 'a' }, { usage: null }), stop]).run.usage).toEqual([])
  })

  test('each side of a filter has its notice with its level', () => {
    const content_filter = [
      { role: 'user', level: 3 },
      { role: 'assistant', level: 0 },
      { role: 'history', level: 1 },
    ]
    expect(
      translate([text('a'), finish('stop', { content_filter }), { content_filter }]).run.notices,
    ).toEqual([
      { code: 'filtered_question', count: 3 },
      { code: 'filtered_answer', count: 0 },
      { code: 'filtered_history', count: 1 },
    ])
  })

  test('metadata is kept, each once', () => {
    const { run } = translate([
      delta({ metadata: { a: 1 } }),
      { metadata: { a: 1 } },
      delta({ metadata: {} }),
      stop,
    ])
    expect(run.metadata).toEqual(['{"a":1}'])
  })
})
