/** Numbers that look random and are the same for the same seed. */

/** 0 to 1 for a whole number. */
export function hash(value: number, seed: number): number {
  let mixed = (value | 0) ^ Math.imul(seed | 0, 0x9e3779b1)
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 4_294_967_296
}

/** A smooth curve through hashed points, 0 to 1. */
export function smoothNoise(place: number, seed: number): number {
  const whole = Math.floor(place)
  const part = place - whole
  const ease = part * part * (3 - 2 * part)
  return hash(whole, seed) * (1 - ease) + hash(whole + 1, seed) * ease
}

/** Hills upon hills: `octaves` curves, each twice as dense and half as high; 0 to 1. */
export function ridge(place: number, seed: number, octaves: number): number {
  let sum = 0
  let height = 0.5
  let density = 1
  for (let octave = 0; octave < octaves; octave += 1) {
    sum += smoothNoise(place * density, seed + octave) * height
    height /= 2
    density *= 2
  }
  return sum
}

export function seedOf(text: string): number {
  let seed = 2_166_136_261
  for (const character of text) seed = Math.imul(seed ^ (character.codePointAt(0) ?? 0), 16_777_619)
  return seed >>> 0
}

/** The same over a plane, 0 to 1. */
export function planeNoise(x: number, y: number, seed: number): number {
  const [column, row] = [Math.floor(x), Math.floor(y)]
  const [right, down] = [x - column, y - row]
  const [easeX, easeY] = [right * right * (3 - 2 * right), down * down * (3 - 2 * down)]
  const corner = (dx: number, dy: number) => hash((column + dx) * 7_919 + (row + dy) * 104_729, seed)
  const upper = corner(0, 0) * (1 - easeX) + corner(1, 0) * easeX
  const lower = corner(0, 1) * (1 - easeX) + corner(1, 1) * easeX
  return upper * (1 - easeY) + lower * easeY
}
