/** A lake at night as numbers: what the painter, the film and the cover are made from. */

/** 0 to 255 each. */
export type Rgb = readonly [red: number, green: number, blue: number]

export type Palette = { skyTop: Rgb; skyLow: Rgb; moon: Rgb; water: Rgb; hill: Rgb; light: Rgb }

export const styleNames = ['moonlit', 'dawn', 'dusk', 'aurora', 'ink', 'paper'] as const
export type StyleName = (typeof styleNames)[number]
export type Season = 'spring' | 'summer' | 'autumn' | 'winter'

export type Scene = {
  style: StyleName
  palette: Palette
  season: Season | null
  /** Place in the month: 0 new, 0.25 first quarter, 0.5 full. */
  phase: number
  /** 0 a mirror, 1 a storm. */
  waves: number
  /** 0 none, 1 thick. */
  mist: number
  hasStars: boolean
  hasBoat: boolean
  hasRain: boolean
  /** How much falls or flies of what the season brings; 1 as much as in a picture. */
  flakes: number
  width: number
  height: number
  /** Makes hills and stars its own. */
  seed: number
}

export const palettes: Record<StyleName, Palette> = {
  moonlit: {
    skyTop: [13, 20, 46],
    skyLow: [52, 70, 118],
    moon: [246, 238, 212],
    water: [17, 27, 56],
    hill: [16, 24, 48],
    light: [250, 240, 205],
  },
  dawn: {
    skyTop: [92, 122, 178],
    skyLow: [255, 203, 170],
    moon: [255, 248, 236],
    water: [104, 128, 166],
    hill: [74, 82, 118],
    light: [255, 226, 200],
  },
  dusk: {
    skyTop: [46, 30, 82],
    skyLow: [236, 116, 86],
    moon: [255, 232, 190],
    water: [62, 40, 84],
    hill: [38, 22, 58],
    light: [255, 190, 130],
  },
  aurora: {
    skyTop: [8, 16, 38],
    skyLow: [20, 62, 76],
    moon: [232, 246, 240],
    water: [8, 30, 44],
    hill: [8, 18, 32],
    light: [120, 240, 180],
  },
  ink: {
    skyTop: [232, 227, 214],
    skyLow: [243, 239, 228],
    moon: [252, 250, 244],
    water: [222, 219, 208],
    hill: [52, 56, 60],
    light: [255, 255, 252],
  },
  paper: {
    skyTop: [38, 50, 96],
    skyLow: [116, 130, 178],
    moon: [255, 244, 214],
    water: [44, 66, 118],
    hill: [28, 36, 78],
    light: [255, 232, 176],
  },
}

export function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const part = Math.min(1, Math.max(0, share))
  return [
    from[0] + (to[0] - from[0]) * part,
    from[1] + (to[1] - from[1]) * part,
    from[2] + (to[2] - from[2]) * part,
  ]
}

export function toHex(colour: Rgb): string {
  return `#${colour.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`
}

/** The shares of light, 0 to 1, as an eye sees them. */
export function brightnessOf([red, green, blue]: Rgb): number {
  return (red * 0.299 + green * 0.587 + blue * 0.114) / 255
}
