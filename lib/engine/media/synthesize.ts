/** Sounds of a lake, made sample by sample. */
import { hash } from './noise'
import { encodeWav } from './wav'

export const soundNames = ['waves', 'bell', 'tune', 'wind', 'rain', 'crickets'] as const
export type SoundName = (typeof soundNames)[number]
export type Sound = {
  layers: SoundName[]
  seconds: number
  /** 0 calm, 1 wild. */
  strength: number
  /** Beats a minute of a tune. */
  tempo: number
  mood: 'bright' | 'dark'
  seed: number
}

export const sampleRate = 22_050

type Layer = (out: Float32Array, sound: Sound) => void

export function synthesize(sound: Sound): Buffer {
  const mixed = new Float32Array(Math.round(sound.seconds * sampleRate))
  for (const name of sound.layers) {
    const own = new Float32Array(mixed.length)
    layers[name](own, sound)
    normalize(own, loudness[name])
    own.forEach((sample, index) => (mixed[index] = (mixed[index] ?? 0) + sample))
  }
  normalize(mixed, 0.85)
  fade(mixed)
  return encodeWav(mixed, sampleRate)
}

const loudness: Record<SoundName, number> = {
  waves: 0.7,
  bell: 0.8,
  tune: 0.85,
  wind: 0.5,
  rain: 0.5,
  crickets: 0.3,
}

const layers: Record<SoundName, Layer> = {
  waves(out, { strength, seed }) {
    const period = 5.5 - strength * 2
    let low = 0
    let rumble = 0
    for (let index = 0; index < out.length; index += 1) {
      const place = (index / sampleRate / period) % 1
      const swell = place < 0.4 ? (place / 0.4) ** 2 : (1 - (place - 0.4) / 0.6) ** 2.2
      const noise = hash(index, seed) * 2 - 1
      const openness = 0.02 + swell * (0.1 + strength * 0.18)
      low += (noise - low) * openness
      rumble += (low - rumble) * 0.01
      out[index] = (low * 1.4 + rumble * 2) * (0.25 + swell)
    }
  },
  bell(out, { seconds, seed }) {
    const partials = [
      [0.5, 0.6, 0.5],
      [1, 1, 1],
      [1.19, 0.5, 1.3],
      [1.5, 0.35, 1.7],
      [2, 0.5, 2],
      [2.74, 0.22, 3.2],
      [4.07, 0.12, 5],
    ] as const
    const pitch = 196 * 2 ** (Math.floor(hash(1, seed) * 5) / 12)
    for (let strike = 0.1; strike < seconds - 0.2; strike += 3.2)
      for (const [ratio, loud, decay] of partials)
        addTone(
          out,
          strike,
          seconds - strike,
          (time) =>
            Math.sin(2 * Math.PI * pitch * ratio * time) *
            loud *
            Math.exp(-time * decay * 0.9) *
            Math.min(1, time * 400),
        )
  },
  tune(out, { seconds, tempo, mood, seed }) {
    // The five notes of the Chinese scale, in two moods.
    const steps = mood === 'bright' ? [0, 2, 4, 7, 9] : [0, 3, 5, 7, 10]
    const beat = 60 / tempo
    let degree = 2
    for (let count = 0, start = 0.05; start < seconds - 0.3; count += 1) {
      const isLast = start + beat * 2 >= seconds - 0.3
      degree = isLast ? 0 : Math.min(9, Math.max(-2, degree + Math.round(hash(count, seed) * 5 - 2.5)))
      const octave = Math.floor(degree / 5)
      const note = (steps[degree - octave * 5] ?? 0) + octave * 12
      pluck(out, start, 293.66 * 2 ** (note / 12), seed + count)
      if (count % 4 === 0) pluck(out, start, 293.66 * 2 ** ((steps[0] ?? 0) / 12 - 1), seed + count + 500)
      start += isLast ? beat * 2 : hash(count, seed + 9) > 0.65 ? beat / 2 : beat
    }
  },
  wind(out, { strength, seed }) {
    let low = 0
    let band = 0
    for (let index = 0; index < out.length; index += 1) {
      const time = index / sampleRate
      const gust = 0.5 + 0.3 * Math.sin(time * 0.9 + seed) + 0.2 * Math.sin(time * 2.3)
      const pitch = 0.04 + gust * (0.05 + strength * 0.08)
      low += pitch * band
      band += pitch * (hash(index, seed + 1) * 2 - 1 - low - 0.25 * band)
      out[index] = band * (0.3 + gust)
    }
  },
  rain(out, { strength, seed }) {
    let low = 0
    for (let index = 0; index < out.length; index += 1) {
      const noise = hash(index, seed + 2) * 2 - 1
      low += (noise - low) * 0.4
      const drop = hash(index, seed + 3) > 0.9994 - strength * 0.001 ? noise * 6 : 0
      out[index] = (noise - low) * (0.2 + strength * 0.3) + drop
    }
  },
  crickets(out, { seed }) {
    for (const [rate, pitch, shift] of [
      [1.9, 4_300, 0],
      [2.3, 4_650, 0.4],
    ] as const)
      for (let index = 0; index < out.length; index += 1) {
        const time = index / sampleRate + shift + hash(2, seed)
        const chirp = (time * rate) % 1
        if (chirp > 0.34) continue
        const pulse = Math.max(0, Math.sin((chirp / 0.34) * Math.PI * 8))
        out[index] = (out[index] ?? 0) + Math.sin(2 * Math.PI * pitch * time) * pulse
      }
  },
}

/** A string that is plucked (Karplus and Strong). */
function pluck(out: Float32Array, start: number, pitch: number, seed: number): void {
  const length = Math.max(2, Math.round(sampleRate / pitch))
  const string = Float32Array.from({ length }, (_, index) => hash(index, seed) * 2 - 1)
  const from = Math.round(start * sampleRate)
  for (let index = 0; index < sampleRate * 2.4 && from + index < out.length; index += 1) {
    const at = index % length
    const value = string[at] ?? 0
    string[at] = (value + (string[(at + 1) % length] ?? 0)) * 0.4985
    out[from + index] = (out[from + index] ?? 0) + value * Math.min(1, index / 60)
  }
}

function addTone(out: Float32Array, start: number, seconds: number, valueAt: (time: number) => number): void {
  const from = Math.round(start * sampleRate)
  const count = Math.min(out.length - from, Math.round(seconds * sampleRate))
  for (let index = 0; index < count; index += 1)
    out[from + index] = (out[from + index] ?? 0) + valueAt(index / sampleRate)
}

function normalize(samples: Float32Array, peak: number): void {
  const highest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
  if (highest === 0) return
  for (let index = 0; index < samples.length; index += 1)
    samples[index] = ((samples[index] ?? 0) / highest) * peak
}

function fade(samples: Float32Array): void {
  const edge = Math.min(samples.length / 4, sampleRate * 0.25)
  for (let index = 0; index < edge; index += 1) {
    const share = index / edge
    samples[index] = (samples[index] ?? 0) * Math.min(1, share * 8)
    const last = samples.length - 1 - index
    samples[last] = (samples[last] ?? 0) * share
  }
}
