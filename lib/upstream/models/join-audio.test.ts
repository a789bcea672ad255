import { describe, expect, test } from 'vitest'
import { joinAudio } from './join-audio'

/** 8-bit mono; `length` is what the head says of the samples. */
function wav(samples: number[], length = samples.length): Buffer {
  const bytes = Buffer.alloc(44)
  bytes.write('RIFF', 0)
  bytes.writeUInt32LE(Math.min(36 + length, 0xffffffff), 4)
  bytes.write('WAVEfmt ', 8)
  bytes.writeUInt32LE(16, 16)
  bytes.writeUInt16LE(1, 20)
  bytes.writeUInt32LE(24_000, 24)
  bytes.write('data', 36)
  bytes.writeUInt32LE(length, 40)
  return Buffer.concat([bytes, Buffer.from(samples)])
}
const heard = (segments: string[]) => {
  const sound = joinAudio(segments)
  return sound && { mediaType: sound.mediaType, bytes: Buffer.from(sound.base64, 'base64') }
}
const base64 = (bytes: Buffer) => bytes.toString('base64')

describe('one sound from its segments', () => {
  const whole = { mediaType: 'audio/wav', bytes: wav([1, 2, 3, 4, 5, 6]) }

  test('each of them a file', () => {
    expect(heard([base64(wav([1, 2, 3])), base64(wav([4, 5, 6]))])).toEqual(whole)
  })

  test('a file and bare samples after it', () => {
    expect(heard([base64(wav([1, 2, 3])), base64(Buffer.from([4, 5, 6]))])).toEqual(whole)
  })

  test.each([0, 0xffffffff])('a head that was written before the samples were known (%i)', (length) => {
    expect(heard([base64(wav([1, 2, 3], length)), base64(wav([4, 5, 6], length))])).toEqual(whole)
  })

  test.each([1, 3, 4, 7, 64])('one base64 text that was cut into pieces of %i', (size) => {
    const text = base64(wav([1, 2, 3, 4, 5, 6]))
    const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, at) =>
      text.slice(at * size, (at + 1) * size),
    )
    expect(heard(pieces)).toEqual(whole)
  })

  test('as a data address', () => {
    expect(heard([`data:audio/wav;base64,${base64(wav([1, 2, 3, 4, 5, 6]))}`])).toEqual(whole)
  })
})

test.each<[string, Buffer, string]>([
  ['MP3', Buffer.from([0xff, 0xfb, 0x90, 0x00]), 'audio/mpeg'],
  ['MP3 with a title', Buffer.from('ID3xxxxx'), 'audio/mpeg'],
  ['Ogg', Buffer.from('OggSxxxx'), 'audio/ogg'],
  ['FLAC', Buffer.from('fLaCxxxx'), 'audio/flac'],
])('%s is known by its first bytes', (_name, bytes, mediaType) => {
  expect(heard([base64(bytes)])).toEqual({ mediaType, bytes })
})

test.each([[[]], [['']], [[' \n']]])('nothing can be heard of %j', (segments) => {
  expect(joinAudio(segments)).toBeNull()
})
