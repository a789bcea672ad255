import { copyText } from '@/components/markdown/copy-text'

/**
 * Puts Markdown and the same as rich text on the clipboard; also over plain http, where only the old way works.
 * Resolves to whether it worked.
 */
export async function copyRich(markdown: string, element: HTMLElement | null): Promise<boolean> {
  const html = element ? plainHtml(element) : ''
  if (html !== '' && typeof ClipboardItem !== 'undefined' && navigator.clipboard?.write) {
    try {
      await navigator.clipboard.write([
        new ClipboardItem({
          'text/plain': new Blob([markdown], { type: 'text/plain' }),
          'text/html': new Blob([html], { type: 'text/html' }),
        }),
      ])
      return true
    } catch {
      // Refused: the old way may still be allowed.
    }
  }
  return (html !== '' && copyByEvent(markdown, html)) || copyText(markdown)
}

function copyByEvent(markdown: string, html: string): boolean {
  let isSet = false
  const onCopy = (event: ClipboardEvent) => {
    event.preventDefault()
    event.clipboardData?.setData('text/plain', markdown)
    event.clipboardData?.setData('text/html', html)
    isSet = event.clipboardData !== null
  }
  document.addEventListener('copy', onCopy, { once: true })
  const isCopied = document.execCommand('copy')
  document.removeEventListener('copy', onCopy)
  return isCopied && isSet
}

/** What a reader sees, without our buttons, classes and styles. */
export function plainHtml(element: HTMLElement): string {
  const copy = element.cloneNode(true)
  if (!(copy instanceof HTMLElement)) return ''
  for (const control of copy.querySelectorAll('button, [aria-hidden="true"], svg, .sr-only')) control.remove()
  for (const node of copy.querySelectorAll('*')) {
    for (const { name } of [...node.attributes]) {
      if (!keptAttributes.has(name)) node.removeAttribute(name)
    }
  }
  return copy.innerHTML.trim()
}

const keptAttributes = new Set(['href', 'colspan', 'rowspan', 'start', 'align', 'dir', 'display', 'xmlns'])
