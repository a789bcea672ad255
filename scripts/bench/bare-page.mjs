/** The least that a browser can do: posts, reads the stream, appends what arrived. The reference for our page. */
export const barePage = `<!doctype html><title>bare</title><main></main><script>
const main = document.querySelector('main')
async function ask(url, body) {
  const startedAt = performance.now()
  let firstAt = 0
  const response = await fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json' } })
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  const paragraph = main.appendChild(document.createElement('p'))
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return firstAt - startedAt
    if (!firstAt && value.includes('"text"')) { paragraph.textContent = value; firstAt = performance.now() }
    else if (value.includes('\\\\n\\\\n')) main.appendChild(document.createElement('p')).textContent = value
    else main.lastChild.append(value)
  }
}
</script>`
