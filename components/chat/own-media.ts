/** Our own copy of something in an answer; only these are loaded into the page. */
export function isOwnMedia(url: string): boolean {
  return /^\/api\/media\/[A-Za-z0-9_-]{1,64}$/.test(url)
}

/** The same address, saved instead of shown. */
export function downloadUrl(url: string): string {
  return `${url}?download=1`
}

/** The same address, asked for anew after it had failed. */
export function againUrl(url: string, attempt: number): string {
  return attempt === 0 ? url : `${url}?again=${attempt}`
}
