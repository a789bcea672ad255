import { afterAll, beforeAll, expect, test } from 'vitest'
import { encodePng } from '../../media/png'
import { probe } from '../../media/probe'
import { makeTone } from '../../media/tone'
import { startEngine } from '../../server'
import type { RunningEngine } from '../../server'
import { readPath } from '../../testing'
import { complete, deltasOf, stream, streamedText, textOfBody } from '../testing'

let engine: RunningEngine

beforeAll(async () => {
  engine = await startEngine({ pace: Infinity })
})
afterAll(() => engine.close())

const textPart = (text: string) => ({ type: 'text', text })
const imagePart = (url: string) => ({ type: 'image_url', image_url: { url } })
const filePart = (url: string) => ({ type: 'file_url', file_url: { url } })
const ask = (model: string, ...content: unknown[]) => complete(engine, model, [{ role: 'user', content }])

async function redPng(): Promise<string> {
  const rgb = new Uint8Array(40 * 20 * 3)
  for (let at = 0; at < rgb.length; at += 3) rgb.set([210, 40, 44], at)
  return (await encodePng({ width: 40, height: 20, rgb })).toString('base64')
}

test('a picture inside the request is looked at, with or without the head of its address', async () => {
  const base64 = await redPng()
  for (const url of [base64, `data:image/png;base64,${base64}`]) {
    const text = textOfBody(await ask('moonlake-vision', textPart('What colour is it?'), imagePart(url)))
    expect(text).toContain('40 × 20')
    expect(text).toMatch(/red `#d[0-9a-f]{5}`: 100%/)
  }
})

test('pictures and films at addresses of this machine are fetched and probed', async () => {
  const picture = imagePart(`${engine.baseUrl}/engine/media/moon.png`)
  const film = { type: 'video_url', video_url: { url: `${engine.baseUrl}/engine/media/moonrise.webm` } }
  const text = textOfBody(await ask('moonlake-vision', textPart('Describe them'), picture, film))
  expect(text).toContain('320 × 320')
  expect(text).toContain('WebM')
})

test('a picture that is not there is told so', async () => {
  const text = textOfBody(await ask('moonlake-vision', imagePart('http://10.0.0.1/a.png'), imagePart('%%%')))
  expect(text).toContain('(private)')
  expect(text).toContain('(not_base64)')
})

test('a document is read and answered from, also in the next turn', async () => {
  const document = filePart(`${engine.baseUrl}/engine/library/moon-over-water.pdf`)
  const first = textOfBody(await ask('moonlake-vision', textPart('What is earthshine?'), document))
  expect(first).toContain('moon-over-water.pdf')
  expect(first).toMatch(/page \d/)
  const messages = [
    { role: 'user', content: [textPart('What is earthshine?'), document] },
    { role: 'assistant', content: first },
    { role: 'user', content: 'Why are there two tides a day?' },
  ]
  const next = textOfBody(await complete(engine, 'moonlake-vision', messages))
  expect(next).toContain('moon-over-water.pdf')
  expect(next).toContain('tides')
})

test('a recording is measured and answered with a sound', async () => {
  const wav = makeTone(440, 1.2)
  const part = { type: 'input_audio', input_audio: { data: wav.toString('base64'), format: 'wav' } }
  const body = await ask('moonlake-voice', part)
  expect(textOfBody(body)).toContain('1.2')
  expect(textOfBody(body)).toContain('dBFS')
  const audio = readPath(body, 'choices', 0, 'message', 'audio')
  expect(probe(Buffer.from(String(readPath(audio, 'data')), 'base64')).seconds).toBeCloseTo(2, 1)
  expect(readPath(audio, 'expires_at')).toBeGreaterThan(Date.now() / 1000)
})

test('in a stream the sound comes in pieces under one id, after the text', async () => {
  const chunks = await stream(engine, 'moonlake-voice', 'Rain and bells, 2 s')
  const pieces = deltasOf(chunks, 'audio')
  expect(pieces.length).toBeGreaterThan(2)
  expect(new Set(pieces.map((piece) => readPath(piece, 'id'))).size).toBe(1)
  const wav = Buffer.from(pieces.map((piece) => String(readPath(piece, 'data'))).join(''), 'base64')
  expect(probe(wav)).toMatchObject({ format: 'WAV', seconds: 2 })
  expect(streamedText(chunks)).toContain('rain')
})

test('a film is made with a cover, both to be fetched', { timeout: 60_000 }, async () => {
  const body = await complete(engine, 'moonlake-film', 'A crescent over a 128 x 96 lake, 1 s')
  const [result] = body['video_result'] as { url: string; cover_image_url: string }[]
  const film = await fetch(result?.url ?? '')
  expect(probe(Buffer.from(await film.arrayBuffer()))).toMatchObject({ format: 'MP4', seconds: 1 })
  const cover = await fetch(result?.cover_image_url ?? '')
  expect(cover.headers.get('content-type')).toBe('image/png')
  expect(textOfBody(body)).toContain('crescent')
})
