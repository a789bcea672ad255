import { article } from './article'

const mdn = 'https://developer.mozilla.org/en-US/docs/Web/'
const mdnZh = 'https://developer.mozilla.org/zh-CN/docs/Web/'

export const webCraft = [
  article(
    'en',
    'Using server-sent events',
    `${mdn}API/Server-sent_events/Using_server-sent_events`,
    'MDN',
    'Server-sent events let a server push text to a page over one HTTP response of type text/event-stream. Each event is a block of lines such as data: and id:, ended by a blank line. When the connection is lost the browser’s EventSource reconnects by itself after the time given by retry and sends the last id in the header Last-Event-ID, so the server can resume.',
  ),
  article(
    'zh',
    '使用服务器发送事件（SSE）',
    `${mdnZh}API/Server-sent_events/Using_server-sent_events`,
    'MDN',
    '服务器发送事件（SSE）用一个类型为 text/event-stream 的 HTTP 响应持续推送文本。每个事件由 data:、id: 等行组成，以空行结束。断线后浏览器的 EventSource 会按 retry 指定的时间自动重连，并在 Last-Event-ID 请求头里带上最后的编号，服务器可据此续传。',
  ),
  article(
    'en',
    'HTTP response status codes',
    `${mdn}HTTP/Reference/Status`,
    'MDN',
    'Status codes come in five classes: 1xx informational, 2xx success, 3xx redirection, 4xx client error, 5xx server error. 401 means that credentials are missing or wrong, 403 that they do not suffice, 429 that too many requests were sent; Retry-After then tells how long to wait.',
  ),
  article(
    'zh',
    'HTTP 响应状态码',
    `${mdnZh}HTTP/Reference/Status`,
    'MDN',
    '状态码分五类：1xx 信息、2xx 成功、3xx 重定向、4xx 客户端错误、5xx 服务器错误。401 表示缺少或错误的凭据，403 表示无权访问，429 表示请求过多，Retry-After 说明要等多久。',
  ),
  article(
    'en',
    'WebSocket API',
    `${mdn}API/WebSockets_API`,
    'MDN',
    'WebSockets open a two-way channel between browser and server over one TCP connection. Unlike server-sent events they carry binary data and messages from the client, but do not reconnect by themselves.',
  ),
  article(
    'en',
    'TypeScript: Narrowing',
    'https://www.typescriptlang.org/docs/handbook/2/narrowing.html',
    'TypeScript',
    'Narrowing is how TypeScript makes a type more precise along a path of code: typeof guards, truthiness, equality, the in operator, instanceof and type predicates. A discriminated union with a literal field and a never check in the default case makes switches exhaustive.',
  ),
  article(
    'en',
    'TypeScript: strict',
    'https://www.typescriptlang.org/tsconfig/#strict',
    'TypeScript',
    'The strict option of TypeScript switches on a family of checks such as strictNullChecks and noImplicitAny. With noUncheckedIndexedAccess an element of an array may be undefined until it was tested.',
  ),
  article(
    'zh',
    'TypeScript 联合类型收窄',
    'https://www.typescriptlang.org/zh/docs/handbook/2/narrowing.html',
    'TypeScript',
    '类型收窄是 TypeScript 沿代码路径得到更精确类型的过程，手段有 typeof、真值判断、in、instanceof 和类型谓词。可辨识联合配合 never 检查可以保证 switch 覆盖所有情况。',
  ),
  article(
    'en',
    'WCAG 2.2 quick reference',
    'https://www.w3.org/WAI/WCAG22/quickref/',
    'W3C',
    'The Web Content Accessibility Guidelines ask that content be perceivable, operable, understandable and robust. Text needs a contrast of at least 4.5 to 1, everything must work by keyboard, focus must be visible, and targets should be at least 24 by 24 CSS pixels.',
  ),
  article(
    'zh',
    '无障碍网页：WAI-ARIA 与对比度',
    'https://www.w3.org/WAI/standards-guidelines/aria/',
    'W3C',
    '无障碍网页要求正文对比度至少 4.5:1，一切操作可用键盘完成，焦点清晰可见。WAI-ARIA 用角色、状态和属性补充语义，例如 live region 让读屏软件播报更新。',
  ),
  article(
    'en',
    'Content Security Policy',
    `${mdn}HTTP/Guides/CSP`,
    'MDN',
    'A Content Security Policy tells the browser from where a page may load scripts, styles and other things. A nonce that changes with every response allows only the scripts that carry it and stops injected ones.',
  ),
  article(
    'en',
    'Unicode normalization',
    'https://unicode.org/reports/tr15/',
    'Unicode',
    'Unicode text may write one character in several ways. Normalization forms NFC and NFD compose or decompose accents, NFKC and NFKD also fold compatibility characters such as full-width letters, so that equal texts compare as equal.',
  ),
  article(
    'en',
    'SQLite: write-ahead logging',
    'https://sqlite.org/wal.html',
    'SQLite',
    'In WAL mode SQLite appends changes to a log beside the database, so readers do not block the writer and the writer does not block readers. A checkpoint moves the log back into the database file.',
  ),
  article(
    'en',
    'BM25',
    'https://en.wikipedia.org/wiki/Okapi_BM25',
    'Wikipedia',
    'BM25 ranks documents for a search query by how often its words occur in them, damped by saturation and by the length of the document, and weighted by how rare each word is in the collection.',
  ),
  article(
    'zh',
    '中文分词',
    'https://zh.wikipedia.org/wiki/中文自动分词',
    '维基百科',
    '中文文本没有空格，检索前需要切分。常用方法有词典匹配、统计模型和字的二元组；二元组不需要词典，适合做全文索引。',
  ),
]
