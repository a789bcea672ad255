import { smoothNoise } from './noise'

/** How much light a place on the moon gives, 0 to 1; `across` and `down` count radii from its middle. */
export function lightOnMoon(across: number, down: number, phase: number, radius: number): number {
  const limb = Math.sqrt(Math.max(0, 1 - down * down))
  const terminator = Math.cos(2 * Math.PI * phase) * limb
  const isWaxing = phase <= 0.5
  const inLight = isWaxing ? across - terminator : -terminator - across
  const edge = Math.min(1, Math.max(0, inLight * radius * 0.5 + 0.5))
  const seas =
    smoothNoise(across * 2.3 + 7, 11) * 0.5 +
    smoothNoise(down * 2.7 + across * 1.4 + 3, 12) * 0.35 +
    smoothNoise((across - down) * 5 + 9, 13) * 0.15
  const surface = 1 - Math.max(0, seas - 0.5) * 0.55
  const earthshine = 0.07
  return earthshine + (surface - earthshine) * edge
}

/** The share of the disc that is lit, 0 to 1. */
export function litShare(phase: number): number {
  return (1 - Math.cos(2 * Math.PI * phase)) / 2
}
