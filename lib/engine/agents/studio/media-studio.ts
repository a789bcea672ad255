/** The media studio: a form agent that paints, films and composes what a description says. */
import type { Answer, EngineNode } from '../../answer'
import type { EngineAgent } from '../agent'
import { phaseAt } from '../../moon-calendar'
import { styleNames } from '../../media/scene'
import type { StyleName } from '../../media/scene'
import { readGiven } from '../given'
import { make } from './make'
import { readReference } from './reference'
import type { Reference } from './reference'
import { readScene } from './scene-words'
import type { SceneOrder } from './scene-words'
import { readSound } from './sound-words'
import type { SoundOrder } from './sound-words'
import { studioFields, styles } from './variables'
import { findLifeMs } from './words'

const understanding: EngineNode = { id: '1936725184036384001', name: '理解需求' }
const looking: EngineNode = { id: '1936725184036384013', name: '参考图' }
const branching: EngineNode = { id: '1936725184036384027', name: '分支判断' }

export type Product = 'picture' | 'video' | 'sound'

export type Order = {
  product: Product
  isStyleChosen: boolean
  description: string
  style: StyleName
  scene: SceneOrder
  sound: SoundOrder
  reference: Reference | null
  lifeMs: number | null
}

export const mediaStudio: EngineAgent = {
  variables: Object.values(studioFields),
  async answer(answer) {
    const given = readGiven(answer.invoke)
    await answer.startNode(understanding, JSON.stringify(given.items))
    const [address] = given.list(studioFields.reference.name, 'upload_image')
    const wishes = readWishes(answer)
    await answer.wait(240)
    const understood = JSON.stringify(
      {
        ...wishes,
        reference: address ?? null,
        words: readScene(wishes.description, wishes.style, [], 0).heard,
      },
      null,
      2,
    )
    await answer.endNode(understanding, `\`\`\`json\n${understood}\n\`\`\``)
    answer.count(understanding, JSON.stringify(given.items), understood)

    const reference = address === undefined ? null : await lookAtReference(answer, address)
    const order = toOrder(wishes, reference)
    await answer.startNode(branching, `product-${order.product}`)
    await answer.wait(30)
    await answer.endNode(branching, order.product)
    await make(answer, order)
    answer.conversation.suggestions = suggest(answer)
  },
}

type Wishes = { product: Product; isStyleChosen: boolean; style: StyleName; description: string }

function readWishes(answer: Answer): Wishes {
  const given = readGiven(answer.invoke)
  const named = given.text(studioFields.product.name, 'selection_list').toLowerCase()
  const description = given.text(studioFields.description.name, 'input')
  const chosen = given.text(studioFields.style.name, 'selection_list')
  const style = styles.findIndex((one) => chosen.includes(one))
  return {
    product: findProduct(named) ?? findProduct(description.toLowerCase()) ?? 'picture',
    isStyleChosen: style >= 0,
    style: styleNames[style] ?? 'moonlit',
    description,
  }
}

function findProduct(words: string): Product | null {
  if (/video|film|movie|视频|影片|短片/.test(words)) return 'video'
  if (/sound|audio|music|声音|音频|音乐/.test(words)) return 'sound'
  return /picture|image|图片|图像|画/.test(words) ? 'picture' : null
}

function toOrder({ product, isStyleChosen, style, description }: Wishes, reference: Reference | null): Order {
  const colours = reference?.kind === 'colours' ? reference.colours.map(({ colour }) => colour) : []
  return {
    product,
    isStyleChosen,
    style,
    description,
    reference,
    scene: readScene(description, style, colours, phaseAt(Date.now())),
    sound: readSound(description, style),
    lifeMs: findLifeMs(description),
  }
}

async function lookAtReference(answer: Answer, address: string): Promise<Reference> {
  const call = { action_key: 'read_image_colours', params: JSON.stringify({ image: address }) }
  await answer.startNode(looking, address)
  await answer.startTool(looking, { type: 'function', tool_calls_data: call })
  const reference = await readReference(answer, address)
  await answer.endTool(looking, {
    type: 'function',
    tool_calls_data: { ...call, output: JSON.stringify(reference) },
  })
  await answer.endNode(looking, JSON.stringify(reference, null, 2))
  answer.count(looking, call.params, JSON.stringify(reference))
  return reference
}

function suggest({ language }: Answer): string[] {
  return language === 'zh'
    ? ['深秋的残月，橙色，湖面有浪', '今晚的月亮，水墨风格，有船', '远处的钟声和细雨，12 秒']
    : [
        'Old crescent in late autumn, orange, with waves',
        'Tonight’s moon in ink, with a boat',
        'Distant bells in the rain, 12 s',
      ]
}
