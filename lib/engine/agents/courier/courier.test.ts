import { expect, test } from 'vitest'
import { followParcel } from './journey'
import { findParcelNumber, readParcel } from './parcel-request'
import { cities } from './places'
import { findZone, quote } from './rates'

test.each([
  ['从北京市海淀区寄1公斤到长沙市芙蓉区多少钱', '北京', '长沙', 1],
  ['北京市海淀区到长沙市芙蓉区的快递费，2.5kg', '北京', '长沙', 2.5],
  ['How much is 3 kg from Shanghai to Urumqi?', '上海', '乌鲁木齐', 3],
  ['寄到成都，从广州发，半斤', '广州', '成都', 0.25],
  ['Xian -> Harbin, 500 g', '西安', '哈尔滨', 0.5],
])('%s', (question, from, to, weight) => {
  const request = readParcel(question, {})
  expect([request.from?.zh, request.to?.zh, request.weight]).toEqual([from, to, weight])
})

test('what is missing is taken from the turns before', () => {
  const first = readParcel('我要寄 2 公斤的书', {})
  const second = readParcel('从杭州寄', first)
  const third = readParcel('到南京', second)
  expect([third.from?.zh, third.to?.zh, third.weight]).toEqual(['杭州', '南京', 2])
  expect(readParcel('如果是 6 公斤呢？', third).weight).toBe(6)
})

test('volume counts when it is more than weight', () => {
  const [from, to] = ['北京', '长沙'].map((name) => cities.find(({ zh }) => zh === name))
  if (!from || !to) throw new Error('city')
  const small = quote({ from, to, weight: 1, size: null })
  const bulky = quote({ from, to, weight: 1, size: [60, 40, 40] })
  expect(bulky.find(({ carrier }) => carrier.code === 'HC')?.chargedWeight).toBe(16)
  expect(bulky[0]?.price).toBeGreaterThan(small[0]?.price ?? Infinity)
  expect(findZone(from, to)).toBe(4)
})

test('the same parcel number tells the same journey', () => {
  const now = Date.UTC(2026, 5, 1, 12)
  expect(findParcelNumber('运单hc2048163217到哪了')).toBe('HC2048163217')
  expect(followParcel('HC2048163217', now)).toEqual(followParcel('HC2048163217', now))
  expect(followParcel('XX1', now)).toBeNull()
})
