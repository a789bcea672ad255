/** One page with all pictures: a row a scene. File names are `scene.language.theme.size.png`. */
export function toIndexPage(files: string[]): string {
  const scenes = Map.groupBy(files, (file) => file.split('.')[0] ?? '')
  const rows = [...scenes].map(
    ([scene, pictures]) => `<h2 id="${scene}">${scene}</h2><div>${pictures.map(picture).join('')}</div>`,
  )
  const links = [...scenes.keys()].map((scene) => `<a href="#${scene}">${scene}</a>`).join(' · ')
  return `<!doctype html><meta charset="utf-8"><title>Gallery</title><style>
body{font:14px system-ui;margin:24px;background:#8a8f94}h2{margin:32px 0 8px}div{display:flex;gap:12px;overflow-x:auto;align-items:start}
figure{margin:0;flex:none}img{height:520px;display:block;box-shadow:0 2px 12px #0006}figcaption{padding:4px 0}a{color:#000}
</style><nav>${links}</nav>${rows.join('')}`
}

function picture(file: string): string {
  const [, language, theme, size] = file.split('.')
  return `<figure><a href="${file}"><img loading="lazy" src="${file}"></a><figcaption>${language} · ${theme} · ${size}</figcaption></figure>`
}
