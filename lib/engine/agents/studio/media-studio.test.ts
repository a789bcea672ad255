import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answerText } from '@/lib/runs/run'
import { appIds } from '../../catalogue'
import { decodePng, encodePng } from '../../media/png'
import { probe } from '../../media/probe'
import { startEngine } from '../../server'
import type { RunningEngine } from '../../server'
import { askWith, mediaOf, readPath, uploadTo } from '../../testing'
import { studioFields } from './variables'

let engine: RunningEngine

beforeAll(async () => {
  engine = await startEngine({ pace: Infinity })
})
afterAll(() => engine.close())

function order(product: string, description: string, style = 'moonlit 月夜', reference?: string) {
  const { product: what, description: words, style: look, reference: image } = studioFields
  return askWith(engine, appIds.mediaStudio, [
    { type: what.type, key: what.name, value: product },
    { type: words.type, key: words.name, value: description },
    { type: look.type, key: look.name, value: style },
    ...(reference === undefined ? [] : [{ type: image.type, key: image.name, value: reference }]),
  ])
}

async function load(
  url: string | null | undefined,
): Promise<{ status: number; type: string; bytes: Buffer }> {
  const response = await fetch(url ?? '')
  const bytes = Buffer.from(await response.arrayBuffer())
  return { status: response.status, type: response.headers.get('content-type') ?? '', bytes }
}

test('a picture is painted in the size and with the moon that the words ask for', async () => {
  const run = await order('picture 图片', '深秋的残月，橙色，有浪，一条小船，320x200')
  const [image] = mediaOf(run)
  const { status, type, bytes } = await load(image?.kind === 'image' ? image.url : null)
  expect([status, type]).toEqual([200, 'image/png'])
  expect(decodePng(bytes)).toMatchObject({ width: 320, height: 200 })
  expect(answerText(run)).toMatch(/残月，照亮 11%.*“残月”/)
  expect(answerText(run)).toContain('一条小船')
  expect(run.steps.map(({ name, tools }) => [name, tools.length])).toEqual([
    ['理解需求', 0],
    ['分支判断', 0],
    ['绘制', 1],
  ])
  expect(run.usage.every(({ totalTokens }) => totalTokens > 0)).toBe(true)
})

test('the same words paint the same picture, other words another one', async () => {
  const paint = async (words: string) => {
    const [image] = mediaOf(await order('picture 图片', `${words}, 160x100`))
    return (await load(image?.kind === 'image' ? image.url : null)).bytes
  }
  const [first, again, other] = await Promise.all([paint('full moon'), paint('full moon'), paint('crescent')])
  expect(first?.equals(again ?? Buffer.alloc(0))).toBe(true)
  expect(first?.equals(other ?? Buffer.alloc(0))).toBe(false)
})

test('a video is announced, and then takes its own place with a cover', async () => {
  const response = await fetch(`${engine.baseUrl}/llm-application/open/v3/application/invoke`, {
    method: 'POST',
    headers: { authorization: engine.key, 'content-type': 'application/json' },
    body: JSON.stringify({
      app_id: appIds.mediaStudio,
      messages: [{ content: [{ type: 'input', value: 'a video of the full moon, 1 s, 240x150' }] }],
    }),
  })
  const announced = (await response.text()).indexOf('"status":"PROCESSING"')
  expect(announced).toBeGreaterThan(0)

  const run = await order('video 视频', 'full moon, 1 s, 240x150')
  const [video, ...others] = mediaOf(run)
  expect(others).toEqual([])
  if (video?.kind !== 'video') throw new Error('no video')
  const [film, cover] = await Promise.all([load(video.url), load(video.coverUrl)])
  expect(probe(film.bytes)).toMatchObject({ format: 'MP4', width: 240, height: 150, seconds: 1 })
  expect(probe(cover.bytes)).toMatchObject({ format: 'PNG', width: 480, height: 300 })
})

test('a sound has the layers and the length that the words ask for', async () => {
  const run = await order('sound 声音', 'bells in the rain, 3 s')
  const [sound] = mediaOf(run)
  const { type, bytes } = await load(sound?.kind === 'audio' ? sound.url : null)
  expect([type, probe(bytes)]).toEqual(['audio/wav', { format: 'WAV', seconds: 3 }])
  expect(answerText(run)).toContain('a bell + rain')
})

test('the colours of a PNG are used; of a JPEG only the size is read, and that is said', async () => {
  const unit = { app_id: appIds.mediaStudio, upload_unit_id: studioFields.reference.id }
  const rgb = new Uint8Array(40 * 30 * 3)
  for (let pixel = 0; pixel < 40 * 30; pixel += 1)
    rgb.set(pixel % 4 === 0 ? [20, 90, 40] : [230, 40, 160], pixel * 3)
  const png = await uploadTo(engine, unit, 'pink.png', await encodePng({ width: 40, height: 30, rgb }))
  const withPng = await order('picture 图片', 'full moon, 160x100', undefined, png)
  expect(answerText(withPng)).toContain('`#e628a0` 75%')
  expect(answerText(withPng)).toContain('reference image |')

  const jpeg = Buffer.from('ffd8ffe000104a46494600010100000100010000ffc0000b08012c019001011100ffd9', 'hex')
  const photo = await uploadTo(engine, unit, 'photo.jpg', jpeg)
  const withJpeg = await order('picture 图片', 'full moon, 160x100', undefined, photo)
  expect(answerText(withJpeg)).toMatch(/400 × 300.*I read its size and nothing else/)
})

test('an address says until when it holds and is refused afterwards', async () => {
  const [image] = mediaOf(await order('picture 图片', 'full moon, 160x100, expires in 1 s'))
  const url = image?.kind === 'image' ? (image.url ?? '') : ''
  expect((await load(url)).status).toBe(200)
  expect((await load(url.replace(/sign=./, 'sign=x'))).status).toBe(403)
  const until = Number(new URL(url).searchParams.get('expires'))
  while (Date.now() < until) await sleep(50)
  const late = await load(url)
  expect([late.status, late.bytes.toString()]).toEqual([403, expect.stringContaining('Request has expired')])
})

test('a part of a film can be asked for', async () => {
  const [video] = mediaOf(await order('video 视频', 'crescent, 1 s, 160x100'))
  const url = video?.kind === 'video' ? (video.url ?? '') : ''
  const response = await fetch(url, { headers: { range: 'bytes=4-7' } })
  expect([response.status, await response.text()]).toEqual([206, 'ftyp'])
})

test('a synchronous call gets the text', async () => {
  const response = await fetch(`${engine.baseUrl}/llm-application/open/v3/application/invoke`, {
    method: 'POST',
    headers: { authorization: engine.key, 'content-type': 'application/json' },
    body: JSON.stringify({
      app_id: appIds.mediaStudio,
      stream: false,
      messages: [{ content: [{ type: 'input', value: 'crescent, 160x100' }] }],
    }),
  })
  expect(readPath(await response.json(), 'choices', 0, 'messages', 'content', 'msg')).toContain('crescent')
})
