/** A short film of a scene: the moon rises while the water moves. */
import { createFilmEncoder } from './h264'
import type { Frame } from './h264'
import { toMp4 } from './mp4'
import { paintScene } from './paint-scene'
import type { Pixels } from './png'
import type { Scene } from './scene'

const framesPerSecond = 10

export type Film = { mp4: Buffer; width: number; height: number; seconds: number }

/** @param scene its size is that of the film, in even numbers */
export async function filmScene(scene: Scene, seconds: number, signal: AbortSignal): Promise<Film> {
  const { width, height } = scene
  const coded = { width: Math.ceil(width / 16) * 16, height: Math.ceil(height / 16) * 16 }
  const encoder = createFilmEncoder(coded.width, coded.height, { width, height })
  const count = Math.round(seconds * framesPerSecond)
  // What falls everywhere would make every block new in every frame.
  const quiet = { ...scene, flakes: scene.season === 'winter' ? 0.12 : 0.4, hasRain: false }
  for (let index = 0; index < count; index += 1) {
    const time = index / count
    const moonY = 0.44 - 0.18 * Math.sin((time * Math.PI) / 2)
    encoder.add(toFrame(await paintScene(quiet, { time, moonY }, signal), coded))
  }
  return { mp4: toMp4(encoder.finish(), { width, height }, framesPerSecond), width, height, seconds }
}

/** Studio range, BT.601; the last row and column are repeated up to the coded size. */
function toFrame({ width, height, rgb }: Pixels, coded: { width: number; height: number }): Frame {
  const luma = new Uint8Array(coded.width * coded.height)
  const blue = new Uint8Array((coded.width * coded.height) / 4)
  const red = new Uint8Array((coded.width * coded.height) / 4)
  const channel = (x: number, y: number, index: number) =>
    rgb[(Math.min(y, height - 1) * width + Math.min(x, width - 1)) * 3 + index] ?? 0
  for (let y = 0; y < coded.height; y += 1)
    for (let x = 0; x < coded.width; x += 1)
      luma[y * coded.width + x] =
        16 + (65.481 * channel(x, y, 0) + 128.553 * channel(x, y, 1) + 24.966 * channel(x, y, 2)) / 255 + 0.5
  for (let y = 0; y < coded.height; y += 2)
    for (let x = 0; x < coded.width; x += 2) {
      const mean = (index: number) =>
        (channel(x, y, index) +
          channel(x + 1, y, index) +
          channel(x, y + 1, index) +
          channel(x + 1, y + 1, index)) /
        4
      const [r, g, b] = [mean(0), mean(1), mean(2)]
      const at = (y / 2) * (coded.width / 2) + x / 2
      blue[at] = 128 + (-37.797 * r - 74.203 * g + 112 * b) / 255 + 0.5
      red[at] = 128 + (112 * r - 93.786 * g - 18.214 * b) / 255 + 0.5
    }
  return { luma, blue, red }
}
