/** The courier desk: reads a parcel from plain words over several turns, calls functions, answers with a table. */
import type { Answer, EngineNode } from '../../answer'
import type { Language } from '../../index/language'
import type { EngineAgent } from '../agent'
import { followParcel } from './journey'
import type { Journey } from './journey'
import { findParcelNumber, readParcel } from './parcel-request'
import type { ParcelRequest } from './parcel-request'
import { carriers, quote } from './rates'
import type { Parcel, Quote } from './rates'

const node: EngineNode = { id: '1936725184036371021', name: 'Agent_001' }
const freightFunction = '查询快递运费_691'
const trackFunction = '查询物流轨迹_692'
const memoryName = 'parcel'

export const courierDesk: EngineAgent = {
  variables: [],
  async answer(answer) {
    await answer.startNode(node, answer.question)
    await answer.wait(150)
    const text = await respond(answer)
    await answer.say(text)
    await answer.endNode(node, text)
    answer.count(node, answer.question, text)
  },
}

async function respond(answer: Answer): Promise<string> {
  const number = findParcelNumber(answer.question)
  if (number !== null) return track(answer, number)
  if (/which carriers|what carriers|carriers do you|哪些快递|快递公司|有哪些公司/i.test(answer.question))
    return listCarriers(answer)
  // Only this agent writes under the name.
  const known = (answer.conversation.memory.get(memoryName) as ParcelRequest | undefined) ?? {}
  const request = readParcel(answer.question, known)
  const saidSomething = JSON.stringify(request) !== JSON.stringify(known)
  answer.conversation.memory.set(memoryName, request)
  const { from, to, weight, size } = request
  if (!from || !to || weight === undefined) return askBack(answer, request, saidSomething)
  return price(answer, request, { from, to, weight, size: size ?? null })
}

async function price(answer: Answer, request: ParcelRequest, parcel: Parcel): Promise<string> {
  const params = JSON.stringify({
    origin_address: request.fromText ?? parcel.from.zh,
    dest_address: request.toText ?? parcel.to.zh,
    weight: String(parcel.weight),
    ...(parcel.size ? { volume: parcel.size.join('*') } : {}),
    time: new Date().toISOString().slice(0, 19).replace('T', ' '),
  })
  await answer.startTool(node, { type: 'function', tool_calls_data: { action_key: freightFunction, params } })
  await answer.wait(350)
  const quotes = quote(parcel)
  const result = quotes.map(({ carrier, price: amount, chargedWeight, days }) => ({
    com: carrier.code.toLowerCase(),
    name: carrier.zh,
    list: [
      {
        time: days,
        currencyName: '人民币',
        weight: chargedWeight,
        price: amount,
        weightUnit: 'kg',
        freightName: '',
      },
    ],
  }))
  const body = {
    showapi_res_error: '',
    showapi_res_code: 0,
    showapi_res_body: { result, ret_code: 0, msg: '查询成功' },
  }
  await answer.endTool(node, {
    type: 'function',
    tool_calls_data: { action_key: freightFunction, params, output: JSON.stringify(body) },
  })
  await answer.wait(120)
  answer.conversation.suggestions = suggestAfterQuote(parcel, answer.language)
  return describeQuotes(quotes, request, parcel, answer.language)
}

function describeQuotes(quotes: Quote[], request: ParcelRequest, parcel: Parcel, language: Language): string {
  const [best] = quotes
  const isChinese = language === 'zh'
  const from = isChinese ? (request.fromText ?? parcel.from.zh) : parcel.from.en
  const to = isChinese ? (request.toText ?? parcel.to.zh) : parcel.to.en
  if (!best) {
    return isChinese
      ? `**${parcel.weight} 公斤**超过了所有快递公司的承运上限（最大 1000 公斤），请分成几件再问我。`
      : `**${parcel.weight} kg** is more than any of the carriers takes (1000 kg at most). Split it and ask again.`
  }
  const fastest = quotes.reduce((left, right) =>
    Number.parseFloat(right.days) < Number.parseFloat(left.days) ? right : left,
  )
  const rows = quotes.map(({ carrier, price: amount, chargedWeight, days }) =>
    isChinese
      ? `| ${carrier.zh} | ¥${amount.toFixed(2)} | ${chargedWeight} kg | ${days} 天 |`
      : `| ${carrier.en} | ¥${amount.toFixed(2)} | ${chargedWeight} kg | ${days} days |`,
  )
  const head = isChinese
    ? '| 快递公司 | 价格 | 计费重量 | 时效 |'
    : '| Carrier | Price | Charged weight | Time |'
  const lead = isChinese
    ? `从**${from}**到**${to}**，${parcel.weight} 公斤：最便宜的是**${best.carrier.zh}**，**¥${best.price.toFixed(2)}**；最快的是**${fastest.carrier.zh}**，约 ${fastest.days} 天。`
    : `From **${from}** to **${to}**, ${parcel.weight} kg: the cheapest is **${best.carrier.en}** at **¥${best.price.toFixed(2)}**, the fastest **${fastest.carrier.en}** in about ${fastest.days} days.`
  const hasVolume =
    parcel.size !== null && quotes.some(({ chargedWeight }) => chargedWeight > Math.ceil(parcel.weight))
  const volume = hasVolume
    ? isChinese
      ? '体积较大，部分公司按体积重量计费。'
      : 'The parcel is bulky, so some carriers charge by volume.'
    : ''
  const note = isChinese
    ? '*这些快递公司是内置引擎虚构的，价格按内置费率表实时计算。*'
    : '*These carriers are inventions of the built-in engine; the prices are computed from its rate table.*'
  return [lead, [head, '| --- | ---: | ---: | ---: |', ...rows].join('\n'), volume, note]
    .filter((part) => part !== '')
    .join('\n\n')
}

async function track(answer: Answer, number: string): Promise<string> {
  const params = JSON.stringify({ nu: number })
  await answer.startTool(node, { type: 'function', tool_calls_data: { action_key: trackFunction, params } })
  await answer.wait(400)
  const journey = followParcel(number, Date.now())
  const data =
    journey?.stops.map(({ time, city, status }) => ({ time, context: `【${city.zh}】${status.zh}` })) ?? []
  const body = {
    showapi_res_error: '',
    showapi_res_code: 0,
    showapi_res_body: { ret_code: journey ? 0 : -1, mailNo: number, data },
  }
  await answer.endTool(node, {
    type: 'function',
    tool_calls_data: { action_key: trackFunction, params, output: JSON.stringify(body) },
  })
  answer.conversation.suggestions =
    answer.language === 'zh'
      ? ['从上海寄 2 公斤到成都多少钱？', '你能比较哪些快递公司？', '哪家快递最便宜？']
      : [
          'How much is 2 kg from Shanghai to Chengdu?',
          'Which carriers do you compare?',
          'Where is parcel DL20260815001?',
        ]
  return journey ? describeJourney(journey, answer.language) : ''
}

function describeJourney(
  { number, carrier, from, to, stops, isDelivered }: Journey,
  language: Language,
): string {
  const last = stops.at(-1)
  const rows = stops
    .toReversed()
    .map(
      ({ time, city, status }) =>
        `| ${time} | ${language === 'zh' ? city.zh : city.en} | ${status[language]} |`,
    )
  if (language === 'zh') {
    const lead = `运单 **${number}**（${carrier.zh}，${from.zh} → ${to.zh}）${isDelivered ? '已送达' : `目前：**${last?.status.zh}**，${last?.city.zh}`}。`
    return `${lead}\n\n| 时间（北京） | 地点 | 状态 |\n| --- | --- | --- |\n${rows.join('\n')}\n\n*轨迹由运单号推算，是内置引擎的演示数据。*`
  }
  const lead = `Parcel **${number}** (${carrier.en}, ${from.en} → ${to.en}) ${isDelivered ? 'has been delivered' : `is at: **${last?.status.en}**, ${last?.city.en}`}.`
  return `${lead}\n\n| Time (Beijing) | Place | Status |\n| --- | --- | --- |\n${rows.join('\n')}\n\n*The journey is made up from the number by the built-in engine.*`
}

function askBack(answer: Answer, request: ParcelRequest, saidSomething: boolean): string {
  const isChinese = answer.language === 'zh'
  const missing = [
    request.from ? null : isChinese ? '从哪个城市寄出' : 'the city it is sent from',
    request.to ? null : isChinese ? '寄到哪个城市' : 'the city it goes to',
    request.weight === undefined ? (isChinese ? '大约多重（公斤）' : 'its weight in kg') : null,
  ].filter((part) => part !== null)
  const known = [
    request.from ? (isChinese ? `从${request.fromText}` : `from ${request.from.en}`) : null,
    request.to ? (isChinese ? `到${request.toText}` : `to ${request.to.en}`) : null,
    request.weight === undefined ? null : isChinese ? `${request.weight} 公斤` : `${request.weight} kg`,
  ].filter((part) => part !== null)
  answer.conversation.suggestions = isChinese
    ? ['从北京寄 1 公斤到长沙', '3 公斤，30×20×15 厘米', '运单 HC2048163217 到哪里了？']
    : ['1 kg from Beijing to Changsha', '3 kg, 30 x 20 x 15 cm', 'Where is parcel HC2048163217?']
  if (isChinese) {
    const heard =
      saidSomething && known.length > 0
        ? `好的，记下了：${known.join('，')}。`
        : '我可以给国内包裹报价，也能查运单（如 HC2048163217）。'
    return `${heard}\n\n还需要知道：\n\n${missing.map((part) => `- ${part}`).join('\n')}\n\n例如：“从北京市海淀区寄 1 公斤到长沙市芙蓉区”。`
  }
  const heard =
    saidSomething && known.length > 0
      ? `Noted: ${known.join(', ')}.`
      : 'I quote parcels between Chinese cities and follow parcel numbers such as HC2048163217.'
  return `${heard}\n\nI still need:\n\n${missing.map((part) => `- ${part}`).join('\n')}\n\nFor example: “1 kg from Beijing to Changsha”.`
}

function listCarriers(answer: Answer): string {
  const isChinese = answer.language === 'zh'
  answer.conversation.suggestions = isChinese
    ? ['从广州寄 5 公斤到哈尔滨', '从杭州寄半斤到杭州', '从成都寄 80 公斤到上海']
    : ['5 kg from Guangzhou to Harbin', '0.5 kg from Hangzhou to Ningbo', '80 kg from Chengdu to Shanghai']
  const rows = carriers.map(
    (carrier) =>
      `| ${carrier.code} | ${isChinese ? carrier.zh : carrier.en} | ${carrier.limit} kg | ${carrier.volumeDivisor.toLocaleString('en-US')} cm³/kg |`,
  )
  const head = isChinese ? '| 代码 | 名称 | 单件上限 | 体积换算 |' : '| Code | Name | Limit | Volume rate |'
  return `${head}\n| --- | --- | ---: | ---: |\n${rows.join('\n')}`
}

function suggestAfterQuote(parcel: Parcel, language: Language): string[] {
  return language === 'zh'
    ? [
        `如果是 ${Math.ceil(parcel.weight) + 4} 公斤呢？`,
        `从${parcel.to.zh}寄回${parcel.from.zh}要多少？`,
        '尺寸 60×40×40 厘米会贵多少？',
      ]
    : [
        `And if it weighs ${Math.ceil(parcel.weight) + 4} kg?`,
        `How much from ${parcel.to.en} back to ${parcel.from.en}?`,
        'What if it measures 60 x 40 x 40 cm?',
      ]
}
