import type { Rgb } from '../../media/scene'

const named: readonly (readonly [en: string, zh: string, colour: Rgb])[] = [
  ['black', '黑色', [12, 12, 12]],
  ['dark grey', '深灰', [70, 70, 72]],
  ['grey', '灰色', [135, 135, 137]],
  ['light grey', '浅灰', [205, 205, 207]],
  ['white', '白色', [248, 248, 248]],
  ['dark red', '暗红', [120, 20, 26]],
  ['red', '红色', [215, 40, 40]],
  ['orange', '橙色', [240, 140, 40]],
  ['brown', '棕色', [120, 78, 44]],
  ['beige', '米色', [228, 210, 176]],
  ['yellow', '黄色', [245, 220, 70]],
  ['green', '绿色', [50, 150, 70]],
  ['dark green', '深绿', [22, 70, 40]],
  ['light green', '浅绿', [150, 215, 140]],
  ['teal', '青色', [30, 150, 150]],
  ['light blue', '浅蓝', [140, 190, 235]],
  ['blue', '蓝色', [45, 95, 205]],
  ['dark blue', '深蓝', [20, 30, 80]],
  ['purple', '紫色', [120, 60, 170]],
  ['pink', '粉色', [245, 165, 195]],
]

/** The everyday name of the colour that lies nearest. */
export function nameColour(colour: Rgb): { en: string; zh: string } {
  const distance = ([red, green, blue]: Rgb) =>
    Math.hypot(red - colour[0], (green - colour[1]) * 1.2, blue - colour[2])
  const [nearest] = named.toSorted((left, right) => distance(left[2]) - distance(right[2]))
  return { en: nearest?.[0] ?? '', zh: nearest?.[1] ?? '' }
}
