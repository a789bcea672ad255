import { renderToStaticMarkup } from 'react-dom/server'
import { IntlProvider } from 'use-intl'
import { beforeAll, expect, test, vi } from 'vitest'
import messages from '@/lib/i18n/messages/en.json'
import { parser } from './block'
import { Markdown } from './markdown'

vi.setConfig({ testTimeout: 60_000 })

beforeAll(() => parser.load())

const payloads = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg onload=alert(1)><a xlink:href="javascript:alert(1)">x</a></svg>',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<iframe srcdoc="&lt;script&gt;alert(1)&lt;/script&gt;"></iframe>',
  '<math><mtext><mglyph><style><img src=x onerror=alert(1)></style></mglyph></mtext></math>',
  '<a href="javascript:alert(1)">x</a>',
  '<form action="https://evil.example"><button>x</button></form>',
  '<style>@import url(https://evil.example/a.css)</style>',
  '<link rel=stylesheet href=https://evil.example/a.css>',
  '<meta http-equiv=refresh content="0;url=https://evil.example">',
  '<base href="https://evil.example/">',
  '<object data="https://evil.example"></object><embed src="https://evil.example">',
  '<video poster="https://evil.example/a.png" src="https://evil.example/a.mp4" autoplay></video>',
  '<details open ontoggle=alert(1)>x</details>',
  '<div style="background:url(https://evil.example)">x</div>',
  '<!--><img src=x onerror=alert(1)>-->',
  '<![CDATA[<img src=x onerror=alert(1)>]]>',
  '<?php echo 1 ?>',
  '</div></div><script>alert(1)</script>',
  '[x](javascript:alert(1))',
  '[x](JAVASCRIPT&colon;alert(1))',
  '[x](java&#10;script:alert(1))',
  '[x](<java\tscript:alert(1)>)',
  '[x](&#x6A;avascript:alert(1))',
  '[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)',
  '[x](vbscript:msgbox)',
  '[x](file:///etc/passwd)',
  '[x](//evil.example)',
  '[x](\\\\evil.example)',
  '[x](https://example.org"onclick="alert(1))',
  '[x](https://example.org "a\\" onclick=\\"alert(1)")',
  '<javascript:alert(1)>',
  '[x][y]\n\n[y]: javascript:alert(1)',
  '![x](https://evil.example/track.png)',
  '![x](javascript:alert(1))',
  '![x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+)',
  '[![x](https://evil.example/a.png)](javascript:alert(1))',
  '![x][z]\n\n[z]: https://evil.example/a.png',
  '$\\href{javascript:alert(1)}{x}$',
  '$$\\includegraphics{https://evil.example/a.png}$$',
  '`<img src=x onerror=alert(1)>`',
  '```html"onload="alert(1)\n<script>alert(1)</script>\n```',
  '~~~<img/src=x/onerror=alert(1)>\nx\n~~~',
  'x[^1]\n\n[^1]: <script>alert(1)</script> [x](javascript:alert(1))',
  '[^<img src=x onerror=alert(1)>]\n\n[^<img src=x onerror=alert(1)>]: x',
]

const places: ((payload: string) => string)[] = [
  (payload) => payload,
  (payload) => `words ${payload} words`,
  (payload) => `# ${payload}`,
  (payload) => `${payload}\n===`,
  (payload) => `- ${payload}`,
  (payload) => `1. a\n   - ${payload}`,
  (payload) => `- [ ] ${payload}`,
  (payload) => `> ${payload}`,
  (payload) => `> - > ${payload}`,
  (payload) => `| a | b |\n|---|---|\n| ${payload} | c |`,
  (payload) => `**${payload}**`,
  (payload) => `*a ~~${payload}~~*`,
  (payload) => `[${payload}](https://example.org)`,
  (payload) => `![${payload}](https://example.org/a.png)`,
  (payload) => `[a](https://example.org "${payload}")`,
  (payload) => `[a](https://example.org/${payload})`,
  (payload) => `https://example.org/${payload}`,
  (payload) => `\`\`\`\n${payload}\n\`\`\``,
  (payload) => `\`\`\`${payload}\na\n\`\`\``,
  (payload) => `    ${payload}`,
  (payload) => `\`${payload}\``,
  (payload) => `$${payload}$`,
  (payload) => `$$\n${payload}\n$$`,
  (payload) => `\\(${payload}\\)`,
  (payload) => `\\[\n${payload}\n\\]`,
  (payload) => `a[^1]\n\n[^1]: ${payload}`,
  (payload) => `[${payload}]: https://example.org\n\n[${payload}]`,
  (payload) => `<div>\n\n${payload}\n\n</div>`,
  (payload) => `<details><summary>${payload}</summary></details>`,
  (payload) => `a<br>${payload}`,
  (payload) => `\\${payload}`,
  (payload) => `${payload}\n\n${payload}`,
  (payload) => `中文，${payload}。`,
  (payload) => payload.replaceAll('<', '&lt;'),
  (payload) => payload.replaceAll('<', '&#60;'),
  (payload) => payload.replaceAll('<', '＜'),
  (payload) => payload.replaceAll(' ', '\n'),
  (payload) => payload.replaceAll(' ', '\t'),
  (payload) => `${'word '.repeat(5_000)}${payload}`,
  (payload) => `${'*'.repeat(2_000)}${payload}`,
]

const tags = new Set(
  (
    'div p span h2 h3 h4 h5 h6 ul ol li blockquote pre code table thead tbody tr th td hr br strong em del sup a ' +
    'button svg path rect circle line section'
  ).split(' '),
)

test.each(payloads)('nothing runs and nothing loads: %s', (payload) => {
  for (const place of places) {
    for (const isStreaming of [false, true]) {
      const text = place(payload)
      const markup = renderToStaticMarkup(
        <IntlProvider locale="en" messages={messages} timeZone="UTC">
          <Markdown text={text} isStreaming={isStreaming} />
        </IntlProvider>,
      )
      for (const [, tag = '', attributes = ''] of markup.matchAll(
        /<([a-z][\w:-]*)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*\/?>/gi,
      )) {
        expect(tags, text).toContain(tag)
        const names = [...attributes.matchAll(/\s([\w:-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [
          name,
          value,
        ])
        for (const [name = '', value = ''] of names) {
          expect(name, text).not.toMatch(/^on|^src|^xlink|^action|^formaction|^poster|^data$|^ping/i)
          if (name === 'style') expect(value).toMatch(/^text-align:(?:left|right|center)$/)
          if (name === 'href') expect(value, text).toMatch(/^(?:https?:\/\/|mailto:|#md)/)
        }
        if (tag === 'a' && /href="[hm]/.test(attributes)) {
          expect(attributes).toContain('target="_blank"')
          expect(attributes).toContain('rel="noopener noreferrer"')
        }
      }
      // What is left of the markup without its tags has no tag in it.
      expect(markup.replaceAll(/<[^<>]*>/g, ''), text).not.toContain('<')
    }
  }
})
