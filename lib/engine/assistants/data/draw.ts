import { readScene } from '../../agents/studio/scene-words'
import { styleNames } from '../../media/scene'
import type { StyleName } from '../../media/scene'
import { paintScene } from '../../media/paint-scene'
import { encodePng } from '../../media/png'
import { phaseAt } from '../../moon-calendar'
import type { AssistantReply } from '../reply'

const chartWords = /chart|graph|plot|diagram|bars?\b|图表|柱状|条形|画成图|作图/i

/** A picture of a scene, not a chart of figures. */
export function asksPicture(question: string): boolean {
  return /\b(?:draw|paint|picture of|sketch)\b|画|绘/i.test(question) && !chartWords.test(question)
}

const styleWords: [RegExp, StyleName][] = [
  [/\bink\b|水墨/i, 'ink'],
  [/dawn|sunrise|黎明|日出|清晨/i, 'dawn'],
  [/dusk|sunset|黄昏|日落|傍晚/i, 'dusk'],
  [/aurora|极光/i, 'aurora'],
  [/paper|剪纸/i, 'paper'],
]

/** Paints the lake that the words describe; there is nothing else that it can paint, and it says so. */
export async function draw(reply: AssistantReply): Promise<void> {
  const style = styleWords.find(([words]) => words.test(reply.question))?.[1] ?? styleNames[0]
  await reply.input('drawing_tool', reply.question)
  const { scene, heard } = readScene(reply.question, style, [], phaseAt(Date.now()))
  const bytes = await encodePng(await paintScene(scene, undefined, reply.signal))
  const url = reply.publicUrl + reply.state.made.add({ type: 'image/png', bytes }, 'png')
  await reply.outputs('drawing_tool', [{ image: url }])
  const said = heard.map((one) => `“${one.said}”`)
  await reply.say(
    reply.words(
      `Here is the lake, ${scene.width} × ${scene.height}, style *${style}*${said.length > 0 ? `, from ${said.join(', ')}` : ''}. I paint moonlit lakes and nothing else.`,
      `画好了：${scene.width} × ${scene.height}，风格 *${style}*${said.length > 0 ? `，依据${said.join('、')}` : ''}。我只会画月下之湖。`,
    ),
  )
}
