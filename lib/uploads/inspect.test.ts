import { describe, expect, test } from 'vitest'
import { sniffBytes } from '@/lib/http/sniff-media-type'
import { maxImageHead, readImageSize } from './image-size'
import { inspectHead } from './inspect'
import { acceptOf, checkFile, checkMeasures, fileTypes, kindOfName, maxBytesOf } from './limits'
import type { UploadKind } from './schema'
import { jpegHead, mp4Head, oleHead, pngHead, zipHead } from './testing'

const inspect = (bytes: Uint8Array, name: string, kind: UploadKind) =>
  inspectHead(bytes, true, { name, kind })
const text = (words: string) => Buffer.from(words)

describe('what the bytes say', () => {
  test.each<[string, Buffer, UploadKind]>([
    ['a.pdf', text('%PDF-1.7'), 'document'],
    ['a.PDF', text('%PDF-1.7'), 'document'],
    ['a.docx', zipHead, 'document'],
    ['encrypted.docx', oleHead, 'document'],
    ['a.doc', oleHead, 'document'],
    ['a.doc', text('{\\rtf1'), 'document'],
    ['a.pptx', zipHead, 'document'],
    ['a.txt', text('月湖在宁波'), 'document'],
    ['a.txt', text('<p>'), 'document'],
    ['a.md', text('# Lakes'), 'document'],
    ['a.xlsx', zipHead, 'sheet'],
    ['encrypted.xlsx', oleHead, 'sheet'],
    ['a.xls', oleHead, 'sheet'],
    ['a.csv', text('a,b\n1,2'), 'sheet'],
    ['a.png', pngHead(6_000, 6_000), 'image'],
    ['a.jpg', jpegHead(6_000, 1), 'image'],
    ['a.jpeg', jpegHead(1, 1, 200_000), 'image'],
    ['a.mp3', text('ID3\x03'), 'audio'],
    ['a.m4a', mp4Head, 'audio'],
    ['a.wav', text('RIFF\0\0\0\0WAVE'), 'audio'],
    ['a.flac', text('fLaC'), 'audio'],
    ['a.ogg', text('OggS'), 'audio'],
    ['a.mp4', mp4Head, 'video'],
  ])('%s is what it says', (name, bytes, kind) => {
    expect(inspect(bytes, name, kind)).toBeNull()
  })

  test.each<[string, Buffer, UploadKind, string]>([
    ['a.pdf', text('<html>'), 'document', 'type_mismatch'],
    ['a.txt', pngHead(1, 1), 'document', 'type_mismatch'],
    ['a.txt', Buffer.from([77, 90, 0, 1, 2]), 'document', 'type_mismatch'],
    ['a.docx', text('%PDF-1.7'), 'document', 'type_mismatch'],
    ['a.xlsx', text('a,b'), 'sheet', 'type_mismatch'],
    ['a.png', jpegHead(1, 1), 'image', 'type_mismatch'],
    ['a.jpg', text('GIF89a'), 'image', 'type_mismatch'],
    ['cut.jpg', jpegHead(1, 1).subarray(0, 8), 'image', 'type_mismatch'],
    ['a.png', pngHead(0, 7), 'image', 'type_mismatch'],
    ['wide.png', pngHead(6_001, 1), 'image', 'too_many_pixels'],
    ['high.jpg', jpegHead(1, 6_001), 'image', 'too_many_pixels'],
    ['a.mp4', text('ID3'), 'video', 'type_mismatch'],
    ['a.exe', text('%PDF-1.7'), 'document', 'type_not_allowed'],
    ['a.pdf', text('%PDF-1.7'), 'image', 'type_not_allowed'],
    ['empty.txt', text(''), 'document', 'empty'],
  ])('%s is refused (%#)', (name, bytes, kind, reason) => {
    expect(inspect(bytes, name, kind)).toBe(reason)
  })

  test('more is asked for until it can be told, and not for ever', () => {
    const image = { name: 'a.jpg', kind: 'image' as const }
    const late = jpegHead(6_001, 1, 300_000)
    expect(inspectHead(late.subarray(0, sniffBytes - 1), false, image)).toBe('more')
    expect(inspectHead(late.subarray(0, 299_000), false, image)).toBe('more')
    expect(inspectHead(late, false, image)).toBe('too_many_pixels')
    expect(inspectHead(jpegHead(1, 1, maxImageHead).subarray(0, maxImageHead), false, image)).toBe(
      'type_mismatch',
    )
  })

  test('fill bytes before a marker of a JPEG are passed over', () => {
    const filled = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xff, 0xff]), jpegHead(3, 4).subarray(2)])
    expect(readImageSize(filled, 'image/jpeg')).toEqual({ width: 3, height: 4 })
  })
})

describe('limits', () => {
  const mb = 1024 * 1024
  test.each<[UploadKind, string, number]>([
    ['image', 'a.png', 5 * mb],
    ['video', 'a.mp4', 20 * mb],
    ['document', 'a.pdf', 100 * mb],
    ['sheet', 'a.csv', 100 * mb],
    ['audio', 'a.mp3', 100 * mb],
  ])('%s: as large as allowed and one byte more', (kind, name, most) => {
    expect(checkFile({ name, kind, size: most })).toBeNull()
    expect(checkFile({ name, kind, size: most + 1 })).toBe('too_large')
    expect(checkFile({ name, kind, size: 0 })).toBe('empty')
  })

  test('the server’s own limit is never exceeded', () => {
    expect(maxBytesOf('image', mb)).toBe(mb)
    expect(checkFile({ name: 'a.pdf', kind: 'document', size: mb + 1 }, mb)).toBe('too_large')
  })

  test.each<[string, UploadKind, 'model' | 'assistant', number]>([
    ['a.mkv', 'video', 'model', 200],
    ['a.mov', 'video', 'model', 200],
    ['a.jsonl', 'document', 'model', 500],
    ['a.wav', 'audio', 'model', 20],
    ['a.pdf', 'document', 'assistant', 20],
    ['a.png', 'image', 'assistant', 5],
  ])('%s as a %s for a %s: %d MB', (name, kind, family, most) => {
    const file = { name, kind, family }
    expect(checkFile({ ...file, size: most * mb }, 500 * mb)).toBeNull()
    expect(checkFile({ ...file, size: most * mb + 1 }, 500 * mb)).toBe('too_large')
  })

  test('other families take other endings', () => {
    expect(checkFile({ name: 'a.mkv', kind: 'video', size: 1 })).toBe('type_not_allowed')
    expect(checkFile({ name: 'a.flac', kind: 'audio', size: 1, family: 'model' })).toBe('type_not_allowed')
    expect(checkFile({ name: 'a.mp3', kind: 'audio', size: 1, family: 'assistant' })).toBe('type_not_allowed')
    expect(checkMeasures('audio', { seconds: 601 }, 'model')).toBe('too_long')
    expect(kindOfName('a.mov', ['video', 'document'], 'model')).toBe('video')
  })

  test('a side and a second more than allowed', () => {
    expect(checkMeasures('image', { width: 6_000, height: 6_000 })).toBeNull()
    expect(checkMeasures('image', { width: 10, height: 6_001 })).toBe('too_many_pixels')
    expect(checkMeasures('video', { seconds: 30, width: 9_000 })).toBeNull()
    expect(checkMeasures('video', { seconds: 30.1 })).toBe('too_long')
  })

  test.each<[string, UploadKind | null]>([
    ['a.b.PDF', 'document'],
    ['表.xlsx', 'sheet'],
    ['photo.JPEG', 'image'],
    ['a.mov', null],
    ['pdf', null],
    ['a.constructor', null],
    ['a.pdf ', 'document'],
  ])('%s is a %s', (name, kind) => {
    expect(kindOfName(name)).toBe(kind)
  })

  test('a file field names endings and types', () => {
    expect(acceptOf(['image'])).toBe('.jpg,.jpeg,.png,image/jpeg,image/png')
    expect(new Set(Object.values(fileTypes)).size).toBe(5)
  })
})
