/**
 * A workflow that asks back: which lake, with options; when, in words; then it plans. Each question ends the run, and
 * the answer starts the next one in the same conversation (`type: 'qa'` with the call id). An earlier question may be
 * answered anew, an ordinary message may answer the open one, and a call id that nobody knows is told apart.
 */
import type { Answer, EngineNode } from '../../answer'
import { toPlaces, toSlice } from '../../documents/places'
import type { SheetRow } from '../../documents/passage'
import { newSnowflake } from '../../ids'
import type { Language } from '../../index/language'
import type { EngineAgent } from '../agent'
import { openTrip, rememberCall } from './conversation'
import type { Asked, TripMemory } from './conversation'
import { readStay } from './dates'
import type { Stay } from './dates'
import { findLake, introduceLakes, lakesOf, nameOf, suggestLakes } from './lakes'
import { toNights, writePlan } from './plan'

const understanding: EngineNode = { id: '1936725184036385003', name: '理解行程' }
const choosing: EngineNode = { id: '1936725184036385017', name: '湖泊检索' }
const asking: EngineNode = { id: '1936725184036385029', name: '问答节点' }
const hearing: EngineNode = { id: '1936725184036385041', name: '读取回答' }
const computing: EngineNode = { id: '1936725184036385053', name: '月相计算' }
const planning: EngineNode = { id: '1936725184036385067', name: 'LLM_601' }

type Trip = { answer: Answer; lakes: SheetRow[]; memory: TripMemory }

export const tripPlanner: EngineAgent = {
  variables: [],
  async answer(answer) {
    const library = await answer.state.library()
    const trip: Trip = { answer, lakes: lakesOf(library.rows), memory: openTrip(answer.conversation) }
    answer.conversation.suggestions = []
    const callId = answer.invoke.messages.at(-1)?.call_id
    if (callId !== undefined) return hearCall(trip, callId)
    return hearMessage(trip)
  },
}

async function hearCall(trip: Trip, callId: string): Promise<void> {
  const { answer, memory } = trip
  const asked = memory.calls.get(callId)
  if (asked) {
    const isAnew = memory.openCallId !== callId
    return continueWith(
      trip,
      asked,
      isAnew ? translate(asked.language, 'You changed this answer. ', '你改了这个回答。') : '',
    )
  }
  const open = memory.openCallId === null ? undefined : memory.calls.get(memory.openCallId)
  await answer.startNode(hearing, answer.question)
  await answer.endNode(hearing, JSON.stringify({ status: 'unknown_call', call_id: callId }))
  const language = open?.language ?? answer.language
  const lead = translate(
    language,
    'I asked nothing under that call id, so I cannot tell what this answers. ',
    '我没有用这个 call_id 提过问题，无法判断这是对哪个问题的回答。',
  )
  if (open && memory.openCallId !== null) {
    await answer.say(lead + translate(language, 'This is still open:', '这个问题还在等你：'))
    return sendQuestion(trip, memory.openCallId, open)
  }
  await answer.say(lead + translate(language, 'Let us begin anew.', '我们从头来过。') + '\n\n')
  return begin(trip, answer.question, language)
}

/** An ordinary message: a new wish, or the answer to the open question written into the composer. */
async function hearMessage(trip: Trip): Promise<void> {
  const { answer, memory, lakes } = trip
  const { question, language } = answer
  const open = memory.openCallId === null ? undefined : memory.calls.get(memory.openCallId)
  if (!open || memory.openCallId === null) {
    const { planned } = memory
    const stay = planned ? readStay(question, Date.now()) : null
    const row = planned ? findLake(lakes, planned.lake) : null
    // After a plan another date alone means the same lake.
    if (planned && stay && row && !findLake(lakes, question)) return plan(trip, row, stay, language)
    return begin(trip, question, language)
  }
  if (/start over|cancel|never mind|something else|another trip|重新|取消|算了|换一个行程/i.test(question))
    return begin(trip, question, language)
  const isAnswer =
    open.stage === 'lake' ? findLake(lakes, question) !== null : readStay(question, Date.now()) !== null
  if (isAnswer) return continueWith(trip, open, '')
  if (/\b(?:plan|trip)\b|行程|规划|想去/i.test(question)) return begin(trip, question, language)
  await answer.say(
    translate(
      open.language,
      'I can go on with the plan once this is answered; or say “start over”.',
      '先回答这个问题，我才能继续；也可以说“重新开始”。',
    ),
  )
  return sendQuestion(trip, memory.openCallId, open)
}

async function begin(trip: Trip, wish: string, language: Language): Promise<void> {
  const { answer, lakes } = trip
  const named = findLake(lakes, wish)
  await answer.startNode(understanding, wish)
  await answer.wait(250)
  const stay = readStay(wish, Date.now())
  const understood = JSON.stringify({ lake: named ? nameOf(named, 'en') : null, stay, language }, null, 2)
  await answer.endNode(understanding, `\`\`\`json\n${understood}\n\`\`\``)
  answer.count(understanding, wish, understood)
  if (named && stay) return plan(trip, named, stay, language)
  if (named) {
    await answer.say(introduceLakes([named], language))
    return ask(trip, { stage: 'dates', language, wish, lake: nameOf(named, 'en') })
  }

  await answer.startNode(choosing, wish)
  await answer.startTool(choosing, { type: 'retrieval', tool_calls_data: { input: wish } })
  await answer.wait(160)
  const options = suggestLakes(lakes, wish, language)
  await answer.endTool(choosing, {
    type: 'retrieval',
    tool_calls_data: { slice_info: JSON.stringify(options.map(toSlice)) },
  })
  answer.keepSlices(choosing, toPlaces(options))
  const names = options.map((row) => nameOf(row, language))
  await answer.endNode(choosing, names.join('\n'))
  await answer.say(introduceLakes(options, language))
  return ask(trip, { stage: 'lake', language, wish, options: names })
}

async function ask(trip: Trip, asked: Asked): Promise<void> {
  const callId = `call_${newSnowflake()}`
  rememberCall(trip.memory, callId, asked)
  return sendQuestion(trip, callId, asked)
}

async function sendQuestion({ answer }: Trip, callId: string, asked: Asked): Promise<void> {
  const { language } = asked
  const question =
    asked.stage === 'lake'
      ? translate(language, 'Which lake shall it be?', '想去哪个湖？')
      : translate(
          language,
          `When do you want to be at ${asked.lake}, and for how long? For example “2 October, 3 days”, “next weekend” or “the next full moon”.`,
          '什么时候去，住几天？例如“10月2日起三天”、“下周末”或“下次满月”。',
        )
  const options = asked.stage === 'lake' ? asked.options : []
  await answer.startNode(asking, question)
  await answer.sendContent({
    type: 'qa',
    msg: { call_id: callId, question, answer_type: asked.stage === 'lake' ? 'option' : 'input', options },
  })
  await answer.endNode(asking, JSON.stringify({ call_id: callId, status: 'waiting' }))
}

async function continueWith(trip: Trip, asked: Asked, lead: string): Promise<void> {
  const { answer, lakes, memory } = trip
  const { language } = asked
  const reply = answer.question
  memory.openCallId = null
  await answer.startNode(hearing, reply)
  await answer.wait(120)
  if (asked.stage === 'lake') {
    const row = findLake(lakes, reply)
    await answer.endNode(hearing, JSON.stringify({ stage: 'lake', lake: row ? nameOf(row, 'en') : null }))
    if (!row) {
      const said = reply === '' ? '…' : reply
      await answer.say(
        translate(language, `“${said}” is not in my table of lakes.`, `我的湖泊表里没有“${said}”。`),
      )
      return ask(trip, asked)
    }
    if (lead !== '') await answer.say(lead)
    const stay = readStay(asked.wish, Date.now())
    if (stay) return plan(trip, row, stay, language)
    return ask(trip, { stage: 'dates', language, wish: asked.wish, lake: nameOf(row, 'en') })
  }
  const stay = readStay(reply, Date.now())
  await answer.endNode(hearing, JSON.stringify({ stage: 'dates', stay }))
  const row = findLake(lakes, asked.lake)
  if (!stay || !row) {
    await answer.say(translate(language, `I found no date in “${reply}”.`, `没有从“${reply}”里读出日期。`))
    return ask(trip, asked)
  }
  if (lead !== '') await answer.say(`${lead}\n\n`)
  return plan(trip, row, stay, language)
}

async function plan(trip: Trip, row: SheetRow, stay: Stay, language: Language): Promise<void> {
  const { answer, memory } = trip
  memory.openCallId = null
  memory.planned = { lake: nameOf(row, 'en'), language }
  const parameters = { start: new Date(stay.start).toISOString().slice(0, 10), days: stay.days }
  const call = { action_key: 'moon_nights', params: JSON.stringify(parameters) }
  await answer.startNode(computing, call.params)
  await answer.startTool(computing, { type: 'function', tool_calls_data: call })
  await answer.wait(220)
  const nights = toNights(stay, language)
  await answer.endTool(computing, {
    type: 'function',
    tool_calls_data: { ...call, output: JSON.stringify(nights) },
  })
  await answer.endNode(computing, JSON.stringify(nights, null, 2))
  await answer.startNode(planning, toSlice(row))
  await answer.startTool(planning, { type: 'retrieval', tool_calls_data: { input: nameOf(row, language) } })
  await answer.wait(120)
  await answer.endTool(planning, {
    type: 'retrieval',
    tool_calls_data: { slice_info: JSON.stringify([toSlice(row)]) },
  })
  answer.keepSlices(planning, toPlaces([row]))
  const text = writePlan(row, stay, nights, language)
  await answer.say(text)
  await answer.endNode(planning, text)
  answer.count(planning, toSlice(row) + JSON.stringify(nights), text)
  answer.conversation.suggestions =
    language === 'zh'
      ? ['改到下次满月，两晚', '改到下周末', '再规划一个高原湖的行程']
      : [
          'Move it to the next full moon, 2 nights',
          'Move it to next weekend',
          'Plan a trip to a mountain lake',
        ]
}

function translate(language: Language, en: string, zh: string): string {
  return language === 'zh' ? zh : en
}
