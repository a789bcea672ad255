/**
 * The one rule for addresses that come out of an answer.
 *
 * In: an address as Markdown or an upstream wrote it. Out: the address as the browser's own URL parser writes it,
 * or null when it must not become a link. Only http, https and mailto pass, judged after character references,
 * control and invisible characters are folded away; addresses that carry a user name ("https://bank.com@evil.com")
 * and relative ones do not pass.
 */
export function toSafeUrl(address: string): string | null {
  const plain = stripInvisible(address)
  const folded = stripInvisible(foldReferences(plain))
  if (!allowed.test(plain) || !allowed.test(folded) || plain.length > maxLength) return null
  const url = URL.canParse(plain) ? new URL(plain) : null
  if (!url || !protocols.has(url.protocol) || url.username || url.password) return null
  if (url.protocol !== 'mailto:' && !url.hostname) return null
  return url.href
}

/** The host that a safe address leads to, as people read it; for mailto the address itself. */
export function hostOf(safeUrl: string): string {
  const url = new URL(safeUrl)
  return url.protocol === 'mailto:' ? url.pathname : url.host
}

const maxLength = 8_192
const protocols = new Set(['http:', 'https:', 'mailto:'])
const allowed = /^(?:https?:\/\/|mailto:)[^\s/]/i

/** C0 and C1 controls, soft hyphen, zero-width and direction marks, line separators, byte order mark. */
const invisible =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]/g

function stripInvisible(text: string): string {
  return text.replace(invisible, '').trim()
}

const named: Record<string, string> = { colon: ':', tab: '', newline: '', sol: '/', amp: '&', nbsp: ' ' }

/** Character references, twice over, because some producers escape twice. */
function foldReferences(text: string): string {
  let folded = text
  for (let round = 0; round < 2; round += 1) {
    folded = folded.replace(
      /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,8}));?/gi,
      (whole, hex, decimal, name) => {
        if (name) return named[String(name).toLowerCase()] ?? whole
        const code = hex ? Number.parseInt(hex, 16) : Number(decimal)
        return code <= 0x10ffff ? String.fromCodePoint(code) : ''
      },
    )
  }
  return folded
}
