/** Makes what was ordered, shows it as soon as it is there, and says what it was made from. */
import type { Answer, EngineNode } from '../../answer'
import { filmScene } from '../../media/film-scene'
import type { MadeFile } from '../../media/made-media'
import { paintScene } from '../../media/paint-scene'
import { encodePng } from '../../media/png'
import type { Scene } from '../../media/scene'
import { mostSoundSeconds } from './sound-words'
import { synthesize } from '../../media/synthesize'
import type { Order } from './media-studio'
import { describeFilm, describePicture, describeSound, introduce } from './write'
import { findSeconds } from './words'

const painting: EngineNode = { id: '1936725184036384039', name: '绘制' }
const filming: EngineNode = { id: '1936725184036384051', name: '拍摄' }
const composing: EngineNode = { id: '1936725184036384063', name: '合成' }

const filmSeconds = 3
const mostFilmSeconds = 6
/** A film is small: its blocks are sent as they are. */
const filmPixels = 352 * 220

export async function make(answer: Answer, order: Order): Promise<void> {
  switch (order.product) {
    case 'picture':
      return makePicture(answer, order)
    case 'video':
      return makeFilm(answer, order)
    case 'sound':
      return makeSound(answer, order)
    default:
      return order.product satisfies never
  }
}

async function makePicture(answer: Answer, order: Order): Promise<void> {
  const { scene } = order.scene
  const introduction = introduce(order, answer.language)
  await answer.say(introduction)
  const call = await startCall(answer, painting, 'draw_scene', scene)
  const file = {
    type: 'image/png',
    bytes: await encodePng(await paintScene(scene, undefined, answer.signal)),
  }
  const url = publish(answer, order, file, 'png')
  await endCall(answer, painting, call, { url, bytes: file.bytes.length })
  await answer.sendContent({ type: 'image', msg: { url } })
  await conclude(answer, painting, introduction, describePicture(order, file.bytes.length, answer.language))
}

async function makeFilm(answer: Answer, order: Order): Promise<void> {
  const scene = toFilmSize(order.scene.scene)
  const seconds = findSeconds(order.description, filmSeconds, mostFilmSeconds)
  const introduction = introduce(order, answer.language)
  await answer.say(introduction)
  await answer.sendContent({ type: 'video', msg: { url: '', coverUrl: '', status: 'PROCESSING' } })
  const call = await startCall(answer, filming, 'film_scene', { ...scene, seconds })
  await answer.wait(900)
  const film = await filmScene(scene, seconds, answer.signal)
  const cover = await encodePng(
    await paintScene(
      { ...scene, width: scene.width * 2, height: scene.height * 2 },
      undefined,
      answer.signal,
    ),
  )
  const url = publish(answer, order, { type: 'video/mp4', bytes: film.mp4 }, 'mp4')
  const coverUrl = publish(answer, order, { type: 'image/png', bytes: cover }, 'png')
  await endCall(answer, filming, call, { url, cover_url: coverUrl, bytes: film.mp4.length })
  await answer.sendContent({ type: 'video', msg: { url, coverUrl, status: 'SUCCESS' } })
  const made = { width: scene.width, height: scene.height, seconds, bytes: film.mp4.length }
  await conclude(answer, filming, introduction, describeFilm(order, made, answer.language))
}

async function makeSound(answer: Answer, order: Order): Promise<void> {
  const { sound } = order.sound
  const introduction = introduce(order, answer.language)
  await answer.say(introduction)
  const call = await startCall(answer, composing, 'compose_sound', sound)
  await answer.wait(500)
  const file = { type: 'audio/wav', bytes: synthesize(sound) }
  const url = publish(answer, order, file, 'wav')
  await endCall(answer, composing, call, { url, bytes: file.bytes.length })
  await answer.sendContent({ type: 'audio', msg: { url } })
  const text = describeSound(order, file.bytes.length, mostSoundSeconds, answer.language)
  await conclude(answer, composing, introduction, text)
}

type Call = { action_key: string; params: string }

async function startCall(answer: Answer, node: EngineNode, name: string, parameters: unknown): Promise<Call> {
  const call = { action_key: name, params: JSON.stringify(parameters) }
  await answer.startNode(node, call.params)
  await answer.startTool(node, { type: 'function', tool_calls_data: call })
  return call
}

function endCall(answer: Answer, node: EngineNode, call: Call, output: unknown): Promise<void> {
  return answer.endTool(node, {
    type: 'function',
    tool_calls_data: { ...call, output: JSON.stringify(output) },
  })
}

async function conclude(answer: Answer, node: EngineNode, introduction: string, text: string): Promise<void> {
  await answer.say(text)
  await answer.endNode(node, text.trim())
  answer.count(node, answer.question, introduction + text)
}

function publish(answer: Answer, order: Order, file: MadeFile, extension: string): string {
  const path = answer.state.made.add(file, extension, order.lifeMs ?? undefined)
  return `${answer.publicUrl}${path}`
}

/** The same scene as small as films are here, in even numbers. */
export function toFilmSize(scene: Scene): Scene {
  const ratio = Math.sqrt(filmPixels / (scene.width * scene.height))
  const even = (length: number) => Math.max(64, Math.round((length * Math.min(1, ratio)) / 2) * 2)
  return { ...scene, width: even(scene.width), height: even(scene.height) }
}
