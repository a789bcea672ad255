/**
 * Paints a lake, pixel by pixel: sky, stars, moon, hills, water with the path of light, then what stands in front.
 * Coordinates count from the top left in shares of the height, so that a small film and a large picture look alike.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { lightOnMoon, litShare } from './moon-disc'
import { hash, planeNoise, ridge, smoothNoise } from './noise'
import type { Pixels } from './png'
import { mix } from './scene'
import type { Rgb, Scene } from './scene'

/** Of a film: how far it is, 0 to 1, and where the moon stands, as a share of the height. */
export type Moment = { time: number; moonY: number }

const horizon = 0.62
const moonRadius = 0.1
const rowsPerTurn = 24

/** The other work of the process goes on while it paints. */
export async function paintScene(
  scene: Scene,
  moment: Moment = { time: 0, moonY: 0.27 },
  signal?: AbortSignal,
): Promise<Pixels> {
  const { width, height } = scene
  const rgb = new Uint8Array(width * height * 3)
  const colourAt = preparePainter(scene, moment)
  for (let y = 0; y < height; y += 1) {
    if (y % rowsPerTurn === rowsPerTurn - 1) {
      await nextTurn()
      signal?.throwIfAborted()
    }
    for (let x = 0; x < width; x += 1) {
      const [red, green, blue] = colourAt((x + 0.5) / height, (y + 0.5) / height)
      const to = (y * width + x) * 3
      rgb[to] = Math.min(255, Math.max(0, red))
      rgb[to + 1] = Math.min(255, Math.max(0, green))
      rgb[to + 2] = Math.min(255, Math.max(0, blue))
    }
  }
  return { width, height, rgb }
}

function preparePainter(scene: Scene, moment: Moment): (x: number, y: number) => Rgb {
  const { palette, seed, style, waves, phase } = scene
  const aspect = scene.width / scene.height
  const pixel = 1 / scene.height
  const moonX = aspect * 0.54
  const lit = litShare(phase)
  const isInk = style === 'ink'
  const isPaper = style === 'paper'
  const farHill = mix(palette.hill, palette.skyLow, isInk ? 0.62 : 0.5)
  const stars = placeStars(scene, aspect)

  const farRidge = tabulate(scene, (x) => horizon - 0.05 - ridge(x * 2.2 + 5, seed + 31, 4) * 0.2)
  const nearRidge = tabulate(
    scene,
    (x) => horizon - ridge(x * 1.5 + 2, seed + 57, 5) * 0.13 * slope(x / aspect),
  )

  function sky(x: number, y: number): Rgb {
    let colour = mix(palette.skyTop, palette.skyLow, (y / horizon) ** 1.35)
    const distance = Math.hypot(x - moonX, y - moment.moonY)
    if (isPaper) {
      const ring = Math.floor(Math.max(0, distance - moonRadius) / 0.11)
      colour = mix(palette.skyLow, palette.skyTop, Math.min(1, ring / 6 + 0.08))
      const inRing = ((distance - moonRadius) % 0.11) / 0.11
      return distance > moonRadius && inRing < 0.12
        ? mix(colour, [0, 0, 0], 0.1 * (1 - inRing / 0.12))
        : colour
    }
    const glow = Math.max(0, 1 - (distance - moonRadius) / 0.34) ** 2 * (0.12 + lit * 0.34)
    colour = mix(colour, isInk ? palette.skyTop : palette.moon, glow)
    if (style === 'aurora') colour = addAurora(colour, x, y)
    return colour
  }

  function addAurora(colour: Rgb, x: number, y: number): Rgb {
    let [red, green, blue] = colour
    for (let curtain = 0; curtain < 3; curtain += 1) {
      const middle =
        0.34 -
        curtain * 0.09 +
        (smoothNoise(x * 2.4 + curtain * 9 + moment.time * 0.7, seed + curtain) - 0.5) * 0.3
      const up = middle - y
      if (up < -0.02 || up > 0.34) continue
      const rays = 0.5 + 0.5 * smoothNoise(x * 46 + curtain * 31 + moment.time * 3, seed + 7)
      const strength = (up < 0 ? 1 + up / 0.02 : (1 - up / 0.34) ** 2) * rays * 0.62
      const tint = up / 0.34
      red += (40 + tint * 130) * strength
      green += (225 - tint * 130) * strength
      blue += (130 + tint * 70) * strength
    }
    return [red, green, blue]
  }

  function withMoon(colour: Rgb, x: number, y: number): Rgb {
    const across = (x - moonX) / moonRadius
    const down = (y - moment.moonY) / moonRadius
    const distance = Math.hypot(across, down)
    if (distance > 1.02) return colour
    const edge = Math.min(1, Math.max(0, (1 - distance) * moonRadius * scene.height + 0.5))
    const light = isPaper
      ? Math.round(lightOnMoon(across, down, phase, moonRadius * scene.height))
      : lightOnMoon(across, down, phase, moonRadius * scene.height)
    const dark = mix(colour, palette.skyTop, 0.35)
    const disc = mix(dark, palette.moon, light)
    const outlined = isInk && distance > 0.955 ? mix(disc, palette.hill, 0.32) : disc
    return mix(colour, outlined, edge)
  }

  function withHills(colour: Rgb, x: number, y: number): Rgb {
    let painted = colour
    for (const [top, hill, depth] of [
      [farRidge(x), farHill, 0.2],
      [nearRidge(x), palette.hill, 0.13],
    ] as const) {
      const inside = Math.min(1, Math.max(0, (y - top) / pixel + 0.5))
      if (inside === 0) {
        if (isPaper && top - y < 0.012) painted = mix(painted, [0, 0, 0], 0.16 * (1 - (top - y) / 0.012))
        continue
      }
      const down = (y - top) / depth
      painted = mix(
        painted,
        hillColour(hill, x, y, down),
        isInk ? inside * Math.max(0.1, 0.9 - down * 0.85) : inside,
      )
    }
    const haze = scene.mist * Math.exp(-(((y - horizon + 0.02) / 0.07) ** 2)) * 0.85
    return haze > 0.01 ? mix(painted, mix(palette.skyLow, palette.light, 0.3), haze) : painted
  }

  function hillColour(hill: Rgb, x: number, y: number, down: number): Rgb {
    const grain =
      planeNoise(x * 110, y * 150, seed + 91) * (0.4 + 0.6 * planeNoise(x * 16, y * 22, seed + 92))
    switch (scene.season) {
      case 'winter': {
        const snow = Math.max(0, 0.75 - down * (1.1 + grain * 1.6))
        return mix(hill, mix([236, 242, 250], palette.skyLow, isInk ? 0 : 0.35), snow)
      }
      case 'autumn':
        return mix(hill, [178, 84, 36], isInk ? grain * 0.5 : 0.16 + grain * 0.6)
      case 'spring':
        return mix(hill, [236, 156, 184], Math.max(0, grain - 0.32) * 1.2 + (isInk ? 0 : 0.06))
      case 'summer':
        return mix(hill, [40, 98, 66], isInk ? 0.12 : 0.2 + grain * 0.3)
      case null:
        return hill
      default:
        return scene.season satisfies never
    }
  }

  function water(x: number, y: number): Rgb {
    const depth = (y - horizon) / (1 - horizon)
    const distance = 0.03 + depth
    const drift = moment.time * 6.28
    const wave =
      Math.sin(y * (130 / distance) * 0.32 + Math.sin(x * 9 + drift) * 2 + drift * 2) * 0.5 +
      (smoothNoise(x * (26 / distance) * 0.35 + drift, seed + Math.floor((y - horizon) * 260)) - 0.5)
    const shift = wave * waves * 0.05 * distance
    const mirrored = 2 * horizon - y + shift
    let colour = mix(
      withHills(sky(x + shift, mirrored), x + shift, Math.max(0, mirrored)),
      palette.water,
      0.42 + depth * 0.4,
    )
    if (isPaper) {
      const step = Math.floor(
        depth * 6 + Math.sin(x * 14 + Math.floor(depth * 6) * 2 + drift) * (0.12 + waves * 0.5),
      )
      colour = mix(palette.water, palette.skyLow, step % 2 === 0 ? 0.08 : 0.22)
    } else colour = mix(colour, palette.light, Math.max(0, wave) * waves * 0.09)
    const spread = (0.02 + moonRadius * (0.25 + depth * (0.35 + waves * 1.3))) * (isInk ? 0.8 : 1)
    const path = Math.exp(-(((x - moonX + shift) / spread) ** 2))
    const glint = Math.max(0, 0.5 + wave * (0.45 + waves * 0.7)) ** 1.5
    const strength = path * glint * (0.22 + lit * 0.78) * (1 - scene.mist * 0.5)
    return mix(
      colour,
      palette.light,
      isPaper ? (strength > 0.32 ? 0.75 : 0) : strength * (isInk ? 0.5 : 0.85),
    )
  }

  function inFront(colour: Rgb, x: number, y: number): Rgb {
    let painted = colour
    if (scene.hasBoat && isBoat(x - aspect * 0.3, y - 0.79)) painted = mix(palette.hill, [0, 0, 0], 0.45)
    if (scene.hasRain && y > 0.02) {
      const lane = Math.floor((x + y * 0.12) * 300)
      const fall = (y * 3 + hash(lane, seed + 3) * 7 + moment.time * 5) % 1
      if (hash(lane, seed + 4) > 0.86 && fall < 0.14) painted = mix(painted, palette.light, 0.16)
    }
    return painted
  }

  return (x, y) => {
    if (y >= horizon) return withFlakes(inFront(water(x, y), x, y), x, y)
    let colour = sky(x, y)
    const star = stars.get(starKey(x, y))
    if (star) colour = mix(colour, [255, 252, 240], star(x, y))
    return withFlakes(inFront(withHills(withMoon(colour, x, y), x, y), x, y), x, y)
  }

  /** Snow in winter, petals in spring, leaves in autumn, fireflies in summer. */
  function withFlakes(colour: Rgb, x: number, y: number): Rgb {
    const flake = scene.season === null ? null : flakes[scene.season]
    if (!flake) return colour
    const size = flake.size
    const driftX = x + Math.sin(y * 9 + moment.time * 6.28) * 0.01
    const fallenY = y - moment.time * flake.fall
    const column = Math.floor(driftX / flake.grid)
    const row = Math.floor(fallenY / flake.grid)
    const cell = column * 7_919 + row
    if (hash(cell, seed + 200) > flake.share * scene.flakes || (scene.season === 'summer' && y < 0.5))
      return colour
    const middleX = (column + 0.2 + hash(cell, seed + 201) * 0.6) * flake.grid
    const middleY = (row + 0.2 + hash(cell, seed + 202) * 0.6) * flake.grid
    const radius = size * (0.5 + hash(cell, seed + 203))
    const distance = Math.hypot(driftX - middleX, (fallenY - middleY) * flake.squeeze)
    const inside = Math.min(1, Math.max(0, (radius - distance) / pixel + 0.5))
    return inside === 0
      ? colour
      : mix(colour, isInk ? mix(flake.colour, palette.hill, 0.3) : flake.colour, inside * 0.8)
  }
}

const flakes = {
  winter: { colour: [240, 246, 255], size: 0.0032, grid: 0.05, share: 0.7, fall: 0.2, squeeze: 1 },
  spring: { colour: [250, 182, 205], size: 0.005, grid: 0.09, share: 0.32, fall: 0.12, squeeze: 1.8 },
  summer: { colour: [226, 255, 150], size: 0.003, grid: 0.09, share: 0.3, fall: -0.04, squeeze: 1 },
  autumn: { colour: [228, 124, 48], size: 0.006, grid: 0.1, share: 0.26, fall: 0.14, squeeze: 1.7 },
} as const satisfies Record<string, { colour: Rgb } & Record<string, unknown>>

/** The hills' outlines are asked for at every pixel of a column; half a pixel is as exact as it can be seen. */
function tabulate({ width, height }: Scene, outline: (x: number) => number): (x: number) => number {
  const steps = 2 * height
  const edge = height / 4
  const values = Float32Array.from({ length: 2 * width + 2 * edge }, (_, index) =>
    outline((index - edge) / steps),
  )
  return (x) => values[Math.min(values.length - 1, Math.max(0, Math.round(x * steps + edge)))] ?? horizon
}

/** Hills are low in the middle, where the moon stands. */
function slope(share: number): number {
  return 0.45 + Math.min(1, Math.abs(share - 0.54) * 2.4) * 0.9
}

const starGrid = 0.02

function starKey(x: number, y: number): number {
  return Math.floor(x / starGrid) * 1_000 + Math.floor(y / starGrid)
}

function placeStars(scene: Scene, aspect: number): Map<number, (x: number, y: number) => number> {
  const stars = new Map<number, (x: number, y: number) => number>()
  if (!scene.hasStars) return stars
  for (let index = 0; index < 240 * aspect; index += 1) {
    const middleX = hash(index * 3, scene.seed) * aspect
    const middleY = hash(index * 3 + 1, scene.seed) ** 1.4 * horizon
    const brightness = hash(index * 3 + 2, scene.seed)
    const radius = 0.0008 + brightness ** 4 * 0.0022
    stars.set(starKey(middleX, middleY), (x, y) => {
      const distance = Math.hypot(x - middleX, y - middleY)
      return Math.max(0, 1 - distance / (radius + 0.7 / scene.height)) * (0.25 + brightness * 0.7)
    })
  }
  return stars
}

/** A small boat with a lantern mast; places count from the middle of its hull. */
function isBoat(x: number, y: number): boolean {
  const hull = y > 0 && y < 0.024 && Math.abs(x) < 0.085 - y * 1.1
  const hood = y <= 0 && y > -0.03 && (x / 0.036) ** 2 + (y / 0.03) ** 2 < 1
  const pole = y <= 0.01 && y > -0.075 && Math.abs(x - 0.058 + y * 0.25) < 0.0018
  return hull || hood || pole
}
