/** Hands text to the person as a file, made in the page. */
export function downloadText(text: string, fileName: string, type = 'text/plain'): void {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }))
  const link = document.createElement('a')
  link.href = address
  link.download = fileName
  link.click()
  // Safari reads the address after the click has returned.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}

/** A name that every file system takes. */
export function toFileName(name: string, ending: string): string {
  return `${name.replace(/[^\p{L}\p{N}._-]+/gu, '-').slice(0, 80) || 'value'}.${ending}`
}
