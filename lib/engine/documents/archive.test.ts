import { expect, test } from 'vitest'
import { zip } from '../library/source/zip'
import { checkArchive } from './archive'

const archive = zip({ 'word/document.xml': 'a lake '.repeat(10_000), 'empty.xml': '' })

test('a whole archive is taken', () => expect(() => checkArchive(archive)).not.toThrow())

test('an archive that was cut off is not', () => {
  for (const length of [0, 10, archive.length - 30])
    expect(() => checkArchive(archive.subarray(0, length))).toThrow('11002')
})

/** The central directory's entry of the first file, where its unpacked length stands. */
function withLength(length: number): Buffer {
  const bytes = Buffer.from(archive)
  const entry = bytes.indexOf(Buffer.from('PK\x01\x02', 'latin1'))
  bytes.writeUInt32LE(length, entry + 24)
  return bytes
}

test('an archive that unpacks to too much is not unpacked, even when it hides that', () => {
  expect(() => checkArchive(withLength(400 * 1024 * 1024))).toThrow('11003')
  expect(() => checkArchive(withLength(1_000))).toThrow('11002')
})
