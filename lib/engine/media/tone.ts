const sampleRate = 22_050

/**
 * A soft tone as 16-bit mono WAV.
 * @param frequency Hz
 * @param seconds length
 */
export function makeTone(frequency: number, seconds: number): Buffer {
  const samples = Math.round(sampleRate * seconds)
  const file = Buffer.alloc(44 + samples * 2)
  file.write('RIFF', 0)
  file.writeUInt32LE(36 + samples * 2, 4)
  file.write('WAVEfmt ', 8)
  file.writeUInt32LE(16, 16)
  file.writeUInt16LE(1, 20)
  file.writeUInt16LE(1, 22)
  file.writeUInt32LE(sampleRate, 24)
  file.writeUInt32LE(sampleRate * 2, 28)
  file.writeUInt16LE(2, 32)
  file.writeUInt16LE(16, 34)
  file.write('data', 36)
  file.writeUInt32LE(samples * 2, 40)
  for (let index = 0; index < samples; index += 1) {
    const time = index / sampleRate
    const fade = Math.min(1, time * 20, (seconds - time) * 4)
    file.writeInt16LE(Math.round(Math.sin(2 * Math.PI * frequency * time) * fade * 9_000), 44 + index * 2)
  }
  return file
}
