import { expect, test } from 'vitest'
import { sniffMediaType } from './sniff-media-type'

const latin = (text: string) => Buffer.from(text, 'latin1')
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

test.each([
  ['%PDF-1.7\n', 'a.png', 'application/pdf'],
  ['junk before\n%PDF-1.4', 'a', 'application/pdf'],
  ['\x89PNG\r\n\x1a\n\0\0', 'a.html', 'image/png'],
  ['\xff\xd8\xff\xe0', 'a.png', 'image/jpeg'],
  ['GIF89a', 'a', 'image/gif'],
  ['RIFF\0\0\0\0WEBPVP8 ', 'a', 'image/webp'],
  ['RIFF\0\0\0\0WAVEfmt ', 'a', 'audio/wav'],
  ['\0\0\0\x20ftypisom\0\0', 'a', 'video/mp4'],
  ['\0\0\0\x20ftypavif\0\0', 'a', 'image/avif'],
  ['\0\0\0\x20ftypM4A \0\0', 'a', 'audio/mp4'],
  ['\0\0\0\x14ftypqt  \0\0', 'a', 'video/quicktime'],
  ['\x1aE\xdf\xa3\x9fB\x82\x84webm', 'a', 'video/webm'],
  ['OggS\0\x02....OpusHead', 'a', 'audio/ogg'],
  ['OggS\0\x02....\x80theora', 'a', 'video/ogg'],
  ['ID3\x04\0', 'a', 'audio/mpeg'],
  ['\xff\xfb\x90\0', 'a', 'audio/mpeg'],
  ['fLaC\0', 'a', 'audio/flac'],
  ['PK\x03\x04....[Content_Types].xml....xl/workbook.xml', 'a.docx', xlsx],
  ['PK\x03\x04....[Content_Types].xml', 'prices.xlsx', xlsx],
  ['PK\x03\x04....anything', 'a.exe', 'application/zip'],
  ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'old.xls', 'application/vnd.ms-excel'],
  ['BM\x36\x10\0\0\0\0\0\0', 'a', 'image/bmp'],
  ['BM is a text about a company', 'a.txt', 'text/plain'],
  ['name,price\nlake,1\n', 'a.csv', 'text/csv'],
  ['# Title', 'a.md', 'text/markdown'],
  ['\xff\xfea\0,\0b\0', 'a.csv', 'text/csv'],
  ['\xc4\xe3\xba\xc3', 'gbk.txt', 'text/plain'],
  ['<!DOCTYPE html><p>', 'a.png', 'text/html'],
  ['\xef\xbb\xbf \n<HTML>', 'a.pdf', 'text/html'],
  ['<script>alert(1)</script>', 'a.txt', 'text/html'],
  ['<!-- x --><svg onload="x">', 'a.png', 'image/svg+xml'],
  ['<?xml version="1.0"?>\n<svg xmlns="x">', 'a', 'image/svg+xml'],
  ['<?xml version="1.0"?>\n<feed>', 'a', 'application/xml'],
  ['\0\x01\x02\x03', 'a.png', 'application/octet-stream'],
  ['MZ\x90\0', 'a.pdf', 'application/octet-stream'],
  ['', 'a.txt', 'application/octet-stream'],
])('%j named %s is %s', (bytes, name, type) => expect(sniffMediaType(latin(bytes), name)).toBe(type))

test('a text whose last character is cut is a text', () => {
  expect(sniffMediaType(Buffer.from('月亮'.repeat(1_000)).subarray(0, 4_096), 'a.txt')).toBe('text/plain')
})
