/** Sound as a WAV file: one channel of 16-bit PCM (RIFF/WAVE, format 1). Pure. */

const headBytes = 44
const bytesPerSample = 2

/** @param samples between -1 and 1; what is louder is cut off */
export function toWav(samples: Float32Array, sampleRate: number): ArrayBuffer {
  const dataBytes = samples.length * bytesPerSample
  const buffer = new ArrayBuffer(headBytes + dataBytes)
  const view = new DataView(buffer)
  writeWord(view, 0, 'RIFF')
  view.setUint32(4, headBytes - 8 + dataBytes, true)
  writeWord(view, 8, 'WAVE')
  writeWord(view, 12, 'fmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, sampleRate, true)
  view.setUint32(28, sampleRate * bytesPerSample, true)
  view.setUint16(32, bytesPerSample, true)
  view.setUint16(34, bytesPerSample * 8, true)
  writeWord(view, 36, 'data')
  view.setUint32(40, dataBytes, true)
  for (const [index, sample] of samples.entries()) {
    const level = Math.max(-1, Math.min(1, sample))
    view.setInt16(headBytes + index * bytesPerSample, Math.round(level * (level < 0 ? 0x8000 : 0x7fff)), true)
  }
  return buffer
}

/** All channels as one. */
export function mixDown(channels: readonly Float32Array[]): Float32Array {
  const [first] = channels
  if (!first || channels.length === 1) return first ?? new Float32Array(0)
  return first.map(
    (_, index) => channels.reduce((sum, channel) => sum + (channel[index] ?? 0), 0) / channels.length,
  )
}

function writeWord(view: DataView, at: number, word: string): void {
  for (let index = 0; index < word.length; index += 1) view.setUint8(at + index, word.charCodeAt(index))
}
