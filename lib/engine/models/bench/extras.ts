import { streamed } from '../../bench/scenario'
import { newAnswerId } from '../../ids'
import { makeTone } from '../../media/tone'
import type { SearchTool } from '../chat-request'
import { searchWeb } from '../web/web-search'
import { scenario } from './scenario'
import type { Bench, ScenarioGroup } from './scenario'

export const extras: ScenarioGroup = {
  title: { en: 'Sources, media, filters', zh: '来源、媒体、过滤' },
  scenarios: [
    scenario(
      ['search before', '先给来源'],
      'web results in the first chunk',
      '网页结果在第一个块里',
      (bench) => searchAndSay(bench, 'before'),
    ),
    scenario(
      ['search after', '后给来源'],
      'web results in the last chunk, beside usage',
      '网页结果在最后一个块里，和用量一起',
      (bench) => searchAndSay(bench, 'after'),
    ),
    scenario(
      ['search twice', '重复来源'],
      'web results in two chunks, one page in both',
      '网页结果分两次，有一个重复',
      async (bench) => {
        const results = findResults()
        await bench.answer.sendDelta({ content: '' }, { web_search: results.slice(0, 2) })
        await bench.say('The sea rises and falls twice a day[ref_1]', '海水一天涨落两次[ref_1]')
        await bench.answer.sendDelta({ content: '' }, { web_search: results.slice(1, 4) })
        await bench.say(', and the moon is the reason[ref_2].', '，原因是月亮[ref_2]。')
      },
    ),
    scenario(
      ['search without refer', '来源无编号'],
      'web results without `refer`, `icon` and date; marks of all kinds',
      '网页结果没有 `refer`、图标和日期；标记各种写法',
      async (bench) => {
        const results = findResults().map(({ title, link, media, content }) => ({
          title,
          link,
          media,
          content,
        }))
        await bench.answer.sendDelta({ content: '' }, { web_search: results })
        await bench.say(
          'Twice a day【ref_1】, by the moon[来源：ref_2], as said elsewhere[3].',
          '一天两次【ref_1】，因为月亮[来源：ref_2]，别处也这么说[3]。',
        )
      },
    ),
    scenario(
      ['content filter', 'content_filter', '内容过滤'],
      '`content filter question 1`: level 1 for the question; also `answer` and `history`',
      '`内容过滤 问题 1`：问题的级别为 1；也可写 回答、历史',
      async ({ answer, words, say }) => {
        await say('Some of this may be touchy.', '有些内容可能敏感。')
        const level = Number(/[0-3]/.exec(words)?.[0] ?? 2)
        const isHistory = /history|历史/.test(words)
        const role = isHistory ? 'history' : /answer|assistant|回答/.test(words) ? 'assistant' : 'user'
        await answer.tell({ content_filter: [{ role, level }] }, 'last')
      },
    ),
    scenario(
      ['audio delta', '音频增量'],
      'a sound in pieces beside the text',
      '声音分块，和文字一起',
      async ({ answer, say }) => {
        await say('Listen: ', '请听：')
        const wav = makeTone(440, 1.2)
        const id = `audio_${newAnswerId()}`
        answer.audio = {
          id,
          data: wav.toString('base64'),
          expires_at: Math.floor(Date.now() / 1000) + 86_400,
        }
        for (let from = 0; from < wav.length; from += 6_000) {
          const data = wav.subarray(from, from + 6_000).toString('base64')
          await answer.sendDelta({ audio: { id, data } })
        }
        await say('that was an A.', '这是一个 A 音。')
      },
    ),
    scenario(
      ['video result', '视频结果'],
      '`video_result` with a cover, in the last chunk',
      '最后一个块里有 `video_result` 和封面',
      async ({ answer, say }) => {
        await say('The moon rises.', '月亮升起来了。')
        const media = `${answer.publicUrl}/engine/media`
        const video = { url: `${media}/moonrise.webm`, cover_image_url: `${media}/cover.png` }
        await answer.tell({ video_result: [video] }, 'last')
      },
    ),
    scenario(
      ['picture in text', '文字里的图片'],
      'a picture as Markdown inside the text',
      '正文里用 Markdown 引用图片',
      ({ answer, say }) => {
        const picture = `![moon](${answer.publicUrl}/engine/media/moon.png)`
        return say(`The moon:\n\n${picture}`, `月亮：\n\n${picture}`)
      },
    ),
    scenario(
      ['usage alone', '用量单独'],
      'usage in a chunk of its own with `choices: []`',
      '用量单独成块，`choices: []`',
      streamed(async ({ answer, say }, stream) => {
        await say('The usage follows by itself.', '用量随后单独到来。')
        await answer.sendChunk({ choices: [{ index: 0, finish_reason: 'stop', delta: {} }] })
        await answer.sendChunk({ choices: [], usage: answer.countUsage() })
        await stream.send('[DONE]')
        stream.end()
        return 'closed'
      }),
    ),
    scenario(
      ['usage last', '用量最后'],
      'usage beside the finish reason, as usual',
      '用量和结束原因在一起（常规）',
      ({ say }) => say('The usage comes with the stop.', '用量和 stop 一起到来。'),
    ),
    scenario(
      ['usage none', '没有用量'],
      'no usage at all',
      '完全没有用量',
      streamed(async ({ answer, say }, stream) => {
        await say('Nobody counts.', '没有人计数。')
        await answer.sendChunk({ choices: [{ index: 0, finish_reason: 'stop', delta: {} }] })
        await stream.send('[DONE]')
        stream.end()
        return 'closed'
      }),
    ),
  ],
}

const searchTool: SearchTool = { search_engine: 'search_std', count: 4 }

function findResults() {
  const { results } = searchWeb(searchTool, 'Why are there two tides a day?', 'en')
  return results.map((page, at) => ({ ...page, publish_date: `2025-04-${12 + at}` }))
}

async function searchAndSay({ answer, say }: Bench, sequence: 'before' | 'after'): Promise<void> {
  await answer.tell({ web_search: findResults() }, sequence === 'before' ? 'now' : 'last')
  await say(
    'The sea rises and falls twice a day[ref_1], and the moon is the reason[ref_2].',
    '海水一天涨落两次[ref_1]，原因是月亮[ref_2]。',
  )
}
