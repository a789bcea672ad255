/** Listens to a recording: how long, how loud and how much silence. What is said in it, nobody here knows. */
import { probe } from '../../media/probe'

export type Heard = {
  format: string | null
  seconds: number | null
  /** Of 16-bit samples; null for anything else. Decibels below full scale. */
  loudness: { peak: number; mean: number; silentShare: number } | null
}

const windowSeconds = 0.05
/** Below it a stretch counts as silence. */
const silenceDecibels = -45

export function listen(bytes: Buffer): Heard {
  const { format, seconds } = probe(bytes)
  return { format, seconds: seconds ?? null, loudness: format === 'WAV' ? measure(bytes) : null }
}

function measure(bytes: Buffer): Heard['loudness'] {
  const sound = findSamples(bytes)
  if (!sound || sound.data.length < 2) return null
  const { data, rate, channels } = sound
  const count = Math.floor(data.length / 2)
  const window = Math.max(1, Math.round(rate * channels * windowSeconds))
  let peak = 0
  let sum = 0
  let silent = 0
  let windows = 0
  for (let from = 0; from < count; from += window) {
    let own = 0
    const to = Math.min(count, from + window)
    for (let at = from; at < to; at += 1) {
      const sample = data.readInt16LE(at * 2) / 32_768
      own += sample * sample
      peak = Math.max(peak, Math.abs(sample))
    }
    sum += own
    windows += 1
    if (toDecibels(Math.sqrt(own / (to - from))) < silenceDecibels) silent += 1
  }
  return { peak: toDecibels(peak), mean: toDecibels(Math.sqrt(sum / count)), silentShare: silent / windows }
}

function findSamples(bytes: Buffer): { data: Buffer; rate: number; channels: number } | null {
  let rate = 0
  let channels = 1
  let isPlain = false
  for (let at = 12; at + 8 <= bytes.length;) {
    const name = bytes.toString('latin1', at, at + 4)
    const length = bytes.readUInt32LE(at + 4)
    if (name === 'fmt ' && at + 24 <= bytes.length) {
      isPlain = bytes.readUInt16LE(at + 8) === 1 && bytes.readUInt16LE(at + 22) === 16
      channels = bytes.readUInt16LE(at + 10)
      rate = bytes.readUInt32LE(at + 12)
    }
    if (name === 'data')
      return isPlain && rate > 0 ? { data: bytes.subarray(at + 8, at + 8 + length), rate, channels } : null
    at += 8 + length + (length & 1)
  }
  return null
}

function toDecibels(amplitude: number): number {
  return Math.max(-96, 20 * Math.log10(Math.max(amplitude, 1e-6)))
}
