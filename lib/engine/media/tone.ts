import { encodeWav } from './wav'

const sampleRate = 22_050

/**
 * A soft tone as 16-bit mono WAV.
 * @param frequency Hz
 * @param seconds length
 */
export function makeTone(frequency: number, seconds: number): Buffer {
  const samples = Math.round(sampleRate * seconds)
  const tone = Float32Array.from({ length: samples }, (_, index) => {
    const time = index / sampleRate
    const fade = Math.min(1, time * 20, (seconds - time) * 4)
    return Math.sin(2 * Math.PI * frequency * time) * fade * 0.27
  })
  return encodeWav(tone, sampleRate)
}
