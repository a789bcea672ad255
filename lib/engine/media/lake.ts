/** A small vector picture: moon, hills, water and the glitter path. */
export function drawLake(): string {
  const glints = Array.from({ length: 14 }, (_, index) => {
    const width = 16 + index * 5 + (index % 3) * 9
    return `<rect x="${240 - width / 2 + ((index * 7) % 11) - 5}" y="${186 + index * 8}" width="${width}" height="3" rx="1.5" opacity="${(0.9 - index * 0.04).toFixed(2)}"/>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 300" width="480" height="300" role="img" aria-label="Moon over a lake">
<rect width="480" height="180" fill="#1d2a4d"/><rect y="180" width="480" height="120" fill="#142039"/>
<circle cx="240" cy="70" r="60" fill="#f4ecd2" opacity=".12"/><circle cx="240" cy="70" r="34" fill="#f4ecd2"/>
<path d="M0 180 70 128 130 166 205 138 270 172 350 122 420 160 480 136V180Z" fill="#101a30"/>
<g fill="#f4ecd2">${glints.join('')}</g></svg>`
}
