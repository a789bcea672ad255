import { expect, test } from 'vitest'
import { uploadKinds } from '@/lib/uploads/schema'
import type { Family } from '@/lib/targets/schema'
import type { UploadKind } from '@/lib/uploads/schema'
import { fittingFiles } from './fitting-files'

const choose = (
  names: string[],
  place: { family?: Family; attaches?: readonly UploadKind[]; held?: UploadKind[]; max?: number } = {},
) => {
  const { fitting, ...left } = fittingFiles(
    names.map((name) => ({ name })),
    { family: 'model', attaches: uploadKinds, held: [], max: 10, ...place },
  )
  return { names: fitting.map(({ file }) => file.name), ...left }
}

test('what the model does not take is named', () =>
  expect(choose(['a.png', 'b.mp3', 'c.exe'], { attaches: ['image'] })).toEqual({
    names: ['a.png'],
    refused: ['b.mp3', 'c.exe'],
    isMixed: false,
    isTooMany: false,
  }))

test('documents do not go together with pictures and videos: the first decides', () => {
  expect(choose(['a.pdf', 'b.png', 'c.xlsx'])).toMatchObject({ names: ['a.pdf', 'c.xlsx'], isMixed: true })
  expect(choose(['a.pdf'], { held: ['video'] })).toMatchObject({ names: [], isMixed: true })
  expect(choose(['a.mp3', 'b.pdf'])).toMatchObject({ names: ['a.mp3', 'b.pdf'], isMixed: false })
})

test('agents and assistants take them together', () =>
  expect(choose(['a.pdf', 'b.png'], { family: 'agent' })).toMatchObject({
    names: ['a.pdf', 'b.png'],
    isMixed: false,
  }))

test('types are those of the family', () => {
  expect(choose(['a.mkv']).names).toEqual(['a.mkv'])
  expect(choose(['a.mkv'], { family: 'agent' }).refused).toEqual(['a.mkv'])
  expect(choose(['a.m4a']).refused).toEqual(['a.m4a'])
})

test('as many as there is room for', () =>
  expect(choose(['a.png', 'b.png'], { held: ['image'], max: 2 })).toMatchObject({
    names: ['a.png'],
    isTooMany: true,
  }))
