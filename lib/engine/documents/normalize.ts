/**
 * Fonts draw some radicals with the glyph of the ordinary character, and a PDF then reports the radical. NFKC maps the
 * Kangxi block; the supplement has no mapping in Unicode, so those that common characters share are listed here.
 */
const supplement: Record<string, string> = {
  '⺀': '冫',
  '⺠': '民',
  '⻁': '虎',
  '⻄': '西',
  '⻅': '见',
  '⻆': '角',
  '⻉': '贝',
  '⻋': '车',
  '⻓': '长',
  '⻔': '门',
  '⻘': '青',
  '⻙': '韦',
  '⻚': '页',
  '⻛': '风',
  '⻜': '飞',
  '⻝': '食',
  '⻢': '马',
  '⻣': '骨',
  '⻥': '鱼',
  '⻦': '鸟',
  '⻩': '黄',
  '⻬': '齐',
  '⻮': '齿',
  '⻰': '龙',
  '⻳': '龟',
  '⻨': '麦',
  '⻪': '黾',
  '⺝': '月',
  '⺟': '母',
  '⻤': '鬼',
}

const radicals = /[\u2E80-\u2EF3\u2F00-\u2FD5]/gu

export function normalizeText(text: string): string {
  return text
    .replace(radicals, (radical) => supplement[radical] ?? radical.normalize('NFKC'))
    .replace(/[\u00A0\u2009\u202F]/g, ' ')
    .replace(/\u00AD/g, '')
    .replace(/ {2,}/g, ' ')
}
