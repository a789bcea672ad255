import { expect, test } from 'vitest'
import { latestLeaf, pathTo, versionsOf } from './message-tree'

const nodes = [
  { id: 'q1', parent_id: null },
  { id: 'a1', parent_id: 'q1' },
  { id: 'q2', parent_id: 'a1' },
  { id: 'a2', parent_id: 'q2' },
  { id: 'a2b', parent_id: 'q2' },
  { id: 'q2b', parent_id: 'a1' },
  { id: 'a3', parent_id: 'q2b' },
]

test('the visible path runs from the first message to the leaf', () => {
  expect(pathTo(nodes, 'a2b')).toEqual(['q1', 'a1', 'q2', 'a2b'])
  expect(pathTo(nodes, null)).toEqual([])
})

test('versions are the children of one parent, oldest first', () => {
  const versions = versionsOf(nodes)
  expect(versions('q2')).toEqual(['a2', 'a2b'])
  expect(versions('a1')).toEqual(['q2', 'q2b'])
  expect(versions(null)).toEqual(['q1'])
})

test('showing a version goes down to the end of its newest branch', () => {
  expect(latestLeaf(nodes, 'q2b')).toBe('a3')
  expect(latestLeaf(nodes, 'q1')).toBe('a3')
  expect(latestLeaf(nodes, 'a2')).toBe('a2')
})

test('a parent that points in a circle ends', () => {
  const circle = [
    { id: 'x', parent_id: 'y' },
    { id: 'y', parent_id: 'x' },
  ]
  expect(pathTo(circle, 'x').length).toBeLessThanOrEqual(3)
})
