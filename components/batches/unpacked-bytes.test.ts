import { expect, test } from 'vitest'
import writeExcelFile from 'write-excel-file/node'
import { unpackedBytes } from './unpacked-bytes'

test('a workbook says what it unpacks to, and what is none is refused', async () => {
  const row = Array.from({ length: 50 }, () => ({ value: 'the same text again and again' }))
  const small = await writeExcelFile([row]).toBuffer()
  const large = await writeExcelFile(Array.from({ length: 500 }, () => row)).toBuffer()
  expect(unpackedBytes(bytesOf(large))).toBeGreaterThan(5 * unpackedBytes(bytesOf(small)))
  expect(unpackedBytes(bytesOf(large))).toBeGreaterThan(large.length)
  expect(unpackedBytes(bytesOf(small.subarray(0, small.length - 30)))).toBe(Infinity)
  expect(unpackedBytes(new TextEncoder().encode('a,b\n1,2\n').buffer)).toBe(Infinity)
})

function bytesOf(buffer: Uint8Array): ArrayBuffer {
  return new Uint8Array(buffer).buffer
}
