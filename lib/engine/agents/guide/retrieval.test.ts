import { beforeAll, expect, test } from 'vitest'
import { findLibraryDirectory, openLibrary } from '../../documents/library'
import type { Library } from '../../documents/library'
import { findLanguage } from '../../index/language'
import type { Finding } from './finding'
import { answerFromLakes } from './lake-answer'
import { answerFromPages } from './page-answer'
import { answerFromPhases } from './phase-answer'

let library: Library
const now = Date.UTC(2026, 7, 1)

beforeAll(async () => {
  library = await openLibrary(findLibraryDirectory())
})

function ask(question: string): Finding | null {
  const language = findLanguage(question)
  return (
    answerFromPhases(library, question, language, now) ??
    answerFromLakes(library, question, language) ??
    answerFromPages(library, question, language)
  )
}

test.each([
  ['Why does the moon change its shape?', 'Why the moon changes its shape'],
  ['How long is a synodic month?', 'Why the moon changes its shape'],
  ['What is earthshine?', 'The old moon in the new moon’s arms'],
  ['How large is the albedo of the Earth?', 'Measuring the Earth by the moon'],
  ['What causes a halo around the moon?', 'The 22-degree halo'],
  ['How is a corona different?', 'Coronas'],
  ['Why is the rising moon red?', 'Why the rising moon is red'],
  ['Why does the moon look so big at the horizon?', 'The moon illusion'],
  ['What is a supermoon?', 'Supermoons'],
  ['Why are there two tides a day?', 'Why there are two tides a day'],
  ['Do lakes have tides?', 'Do lakes have tides?'],
  ['Why does the moon make a glitter path on the water?', 'Why the moon draws a road of light'],
  ['Where can I see a moonbow?', 'Moonbows'],
  ['Why is there not an eclipse every month?', 'Why there is no eclipse every month'],
  ['What is the Danjon scale?', 'The Danjon scale'],
  ['What should I bring for observing?', 'What to bring'],
  ['Which exposure for the full moon?', 'The moon is a sunlit thing'],
  ['How are lakes formed by glaciers?', 'How lakes are made'],
  ['What is a thermocline?', 'Layers in the water'],
  ['Someone fell into the water, what now?', 'If someone falls in'],
  ['When is the Mid-Autumn Festival?', 'The Mid-Autumn Festival'],
  ['Why do we see only one side of the moon?', 'Why we see only one side of the moon'],
  ['月亮为什么有圆缺？', '月亮为什么有圆缺'],
  ['地照是什么？', '新月抱旧月'],
  ['月晕是怎么形成的', '二十二度晕'],
  ['月华是什么', '月华'],
  ['初升的月亮为什么是红的？', '初升的月亮为什么发红'],
  ['什么是超级月亮', '超级月亮'],
  ['为什么一天有两次潮汐？', '为什么一天有两次潮'],
  ['什么时候是大潮？', '大潮与小潮'],
  ['月光为什么会在水面拉成一条光路？', '月光为什么在水面铺成一条路'],
  ['哪里能看到月虹', '月虹'],
  ['看月食会伤眼睛吗？', '为什么不是每个月都有月食'],
  ['怎么用手机拍月亮', '月亮是被太阳照亮的'],
  ['湖泊是怎样形成的？', '湖泊是怎样形成的'],
  ['有人落水怎么办', '有人落水怎么办'],
  ['中秋节是哪一天？', '中秋节'],
  ['三潭印月在哪里', '三潭印月'],
])('%s is answered from “%s”', (question, heading) => {
  const passage = ask(question)?.passages[0]
  expect(passage?.kind === 'pdf' ? passage.headings.at(-1) : passage).toBe(heading)
})

test.each([
  ['Which lake is the deepest?', 'Lake Baikal'],
  ['哪个湖最深？', 'Lake Baikal'],
  ['最大的湖是哪个', 'Caspian Sea'],
  ['海拔最高的湖', 'Namtso'],
  ['What is the lowest lake?', 'Dead Sea'],
  ['the deepest lake in Italy', 'Lake Como'],
  ['中国最大的湖', 'Qinghai Lake'],
  ['How deep is Loch Ness?', 'Loch Ness'],
  ['洱海有多大？', 'Erhai Lake'],
  ['最浅的淡水湖', 'Lake Taihu'],
])('%s is answered from the row of %s', (question, lake) => {
  const row = ask(question)?.passages[0]
  expect(row?.kind === 'row' && row.cells['Lake 湖名']).toBe(lake)
})

test.each([
  ['When is the next full moon?', '2026-08-28'],
  ['下一次新月是什么时候？', '2026-08-12'],
  ['2026年9月的满月是哪天？', '2026-09-26'],
  ['first quarter in March 2027', '2027-03-15'],
])('%s is answered with %s', (question, date) => {
  const row = ask(question)?.passages[0]
  expect(row?.kind === 'row' && row.cells['Date UTC 日期']).toBe(date)
})

test.each(['How do I cook rice?', '怎么做红烧肉？', 'Who won the football match?', '今天股票怎么样'])(
  '%s is not answered at all',
  (question) => expect(ask(question)).toBeNull(),
)

test('two lakes are compared with their difference', () => {
  expect(ask('Compare Baikal and Tanganyika by depth')?.markdown).toContain('172 m')
})
