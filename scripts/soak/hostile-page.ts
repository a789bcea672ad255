/** What is read out of a page that shows hostile texts. These functions run in the page. */

/** Opens whatever of the answers is folded: details, steps, thoughts, JSON, tokens, sources. */
export function unfold(): void {
  const closed = '[role="log"] article button[aria-expanded="false"]:not([aria-haspopup])'
  for (const button of document.querySelectorAll<HTMLElement>(closed)) button.click()
}

/**
 * The names of places whose texts stand in the page; of a piece without a text the name that stands before it. What the
 * server sent along for scripts is left out.
 */
export function readMarks(pattern: string): string[] {
  const marksIn = (text: string | null | undefined) =>
    [...(text ?? '').matchAll(new RegExp(pattern, 'g'))].map(([mark]) => mark)
  const texts: string[] = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const { parentElement: parent, nodeValue } = walker.currentNode
    if (!parent?.closest('script, style')) texts.push(nodeValue ?? '')
  }
  const found = marksIn(texts.join('')).filter((mark) => !mark.includes('-media-'))
  const rename = (place: string) => (mark: string) => mark.replace('-question0', `-${place}0`)
  const navigation = document.querySelector('nav[aria-label="Conversations"]')?.textContent
  const media = [...document.querySelectorAll('[role="log"] article p')].flatMap((label) => {
    let block: Element | null = label
    while (block && !block.nextElementSibling) block = block.parentElement
    const isShown = block?.nextElementSibling?.querySelector('img, video, audio, svg')
    return isShown ? marksIn(label.textContent) : []
  })
  const titles = marksIn(navigation).map(rename('conversation-title'))
  return [...new Set([...found, ...media, ...titles, ...marksIn(document.title).map(rename('page-title'))])]
}

/** Elements and attributes that could run something, load from elsewhere, or lead to what is no page. */
export function readDangers(): string[] {
  const loading =
    'img, video, audio, source, track, iframe, link, embed, object, script, use, image, input, frame'
  const forbidden =
    'object, embed, applet, base, frame, portal, meta[http-equiv="refresh"], iframe:not([sandbox])'
  const addresses = ['href', 'src', 'action', 'formaction', 'xlink:href', 'poster', 'srcset', 'data', 'ping']
  const problemOf = (element: Element, name: string, value: string): boolean => {
    if (/^on/i.test(name) || name === 'srcdoc' || name === 'ping') return true
    if (name === 'style') return /url\(|expression|@import|binding/i.test(value)
    if (!addresses.includes(name)) return false
    const url = URL.parse(value, location.href)
    if (url === null) return true
    if (url.origin === location.origin) return false
    if (element.matches(loading)) return !/^(?:data:image\/|blob:)/i.test(url.href)
    const isWeb = url.protocol === 'http:' || url.protocol === 'https:'
    const isClosed = /noopener/.test(element.getAttribute('rel') ?? '')
    return !(url.protocol === 'mailto:' || (isWeb && isClosed && url.username === '' && url.password === ''))
  }
  return [...document.querySelectorAll('*')].flatMap((element) => {
    const attributes = [...element.attributes].filter(({ name, value }) => problemOf(element, name, value))
    const isForeign = element instanceof HTMLScriptElement && element.nonce === '' && element.src === ''
    return element.matches(forbidden) || isForeign || attributes.length > 0
      ? [`<${element.localName}${attributes.map(({ name, value }) => ` ${name}="${value}"`).join('')}>`]
      : []
  })
}

declare global {
  interface Window {
    __violated(what: string): void
  }
}

/** Tells what only the policy of the page has stopped. */
export function watchPolicy(): void {
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) =>
    window.__violated(`${effectiveDirective} ${blockedURI} ${sample}`),
  )
}
