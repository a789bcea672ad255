/** What a hostile agent says: chunks of `invoke` with the payload in everything that people see of it. */
import type { Hostile, Place } from './hostile-places'

/** Text comes in pieces of so many characters. */
const pieceLength = 180

/** An answer that fails after its first words. */
export function agentFailure({ text, line }: Hostile): unknown[] {
  const choice = { index: 0, delta: { content: { type: 'text', msg: text('error-text') } } }
  const error_msg = { code: line('error-code'), msg: text('error-message') }
  return [
    { request_id: line('error-request'), choices: [choice] },
    { choices: [{ index: 0, finish_reason: 'error', error_msg }] },
  ]
}

/** Everything else that an agent can send. @param requestId by which the documents are asked for */
export function agentAnswer(hostile: Hostile, requestId: string): unknown[] {
  const first = { request_id: requestId, conversation_id: requestId, choices: [{ index: 0, delta: {} }] }
  const deltas = [
    ...steps(hostile).map((event) => ({ event })),
    ...media(hostile).map((content) => ({ content })),
    ...pieces(markdown(hostile)).map((msg) => ({ content: { type: 'text', msg } })),
  ]
  const usage = [
    { model: hostile.line('usage-model'), nodeName: hostile.line('usage-node'), totalTokenCount: 2 },
  ]
  return [
    first,
    ...deltas.map((delta) => ({ choices: [{ index: 0, delta }] })),
    { choices: [{ index: 0, finish_reason: 'stop', usage }] },
  ]
}

export function pieces(text: string): string[] {
  return text.match(new RegExp(`[^]{1,${pieceLength}}`, 'g')) ?? []
}

function markdown({ mark, text, line, address }: Hostile): string {
  const fence = (word: string, place: Place) => `~~~~~${word}\n${text(place)}\n~~~~~`
  return [
    text('prose'),
    `${text('html-block').slice(mark('html-block').length + 1)}\n\n${mark('html-block')}`,
    `# ${line('heading')}`,
    `**${line('emphasis')}**`,
    `- ${line('list-item')}\n- x`,
    `> ${line('quote')}`,
    `| a |\n| - |\n| ${line('table-cell').replaceAll('|', '\\|')} |`,
    `x[^1]\n\n[^1]: ${line('footnote')}`,
    `[${mark('link-target')}](${address('link-target')})`,
    `[${mark('link-bracketed')}](<${address('link-bracketed')}>)`,
    `[${mark('link-title')}](https://evil.example/ "${line('link-title').replaceAll('"', '\\"')}")`,
    `![${mark('image-address')}](${address('image-address')})`,
    `![${line('image-text')}](https://evil.example/x.png)`,
    `${mark('autolink')} <${address('autolink')}>`,
    `${mark('address')} ${address('address')}`,
    `[${mark('reference-target')}][r]\n\n[r]: ${address('reference-target')}`,
    `\`\`\`\`\`${line('code-span')}\`\`\`\`\``,
    fence('html', 'fence-html'),
    fence('svg', 'fence-svg'),
    `~~~~~mermaid\n%%{init: {"securityLevel": "loose"}}%%\ngraph TD\nA["${line('fence-mermaid')}"]\nclick A href "${address('fence-mermaid')}"\n~~~~~`,
    `~~~~~${line('fence-language')}\n${mark('fence-language')}\n~~~~~`,
    `$\\text{${mark('formula')}} \\href{${address('formula')}}{x} ${line('formula')}$`,
    `$$\n\\text{${mark('formula-block')}} \\includegraphics{${address('formula-block')}} ${line('formula-block')}\n$$`,
    `【示意图序号_${line('figure-mark')}_1】 [1] 【ref_1】`,
  ].join('\n\n')
}

/** A piece whose address nobody sees has its name in a text before it. */
function media({ mark, text, line, address }: Hostile): unknown[] {
  const named = (place: Place, content: object) => [{ type: 'text', msg: `${mark(place)}\n` }, content]
  return [
    ...named('media-image', { type: 'image', msg: { url: address('media-image') } }),
    ...named('media-video', { type: 'video', msg: { url: address('media-video') } }),
    ...named('media-cover', {
      type: 'video',
      msg: { url: 'http://127.0.0.1:9/x.mp4', coverUrl: address('media-cover') },
    }),
    ...named('media-audio', { type: 'audio', msg: { url: address('media-audio') } }),
    { type: 'all_tools', msg: { code: text('tool-code'), text: text('tool-text') } },
    { type: 'all_tools', msg: { text: mark('tool-file'), file: address('tool-file') } },
    {
      type: 'computer_call',
      msg: {
        task: text('computer-task'),
        plan: text('computer-plan'),
        action: text('computer-action'),
        operation: text('computer-operation'),
        status: text('computer-status'),
        level: line('computer-level'),
      },
    },
    { type: line('unknown-type'), msg: { value: text('unknown-value') } },
    {
      type: 'qa',
      msg: {
        call_id: '1',
        question: text('asked-back'),
        answer_type: 'option',
        options: [line('asked-option'), 'other'],
      },
    },
  ]
}

function steps({ text, line, address, mark }: Hostile): unknown[] {
  const node = { node_id: '1', node_name: line('node-name') }
  const json = `{"__proto__": {"constructor": 1}, ${JSON.stringify(line('node-key'))}: ${JSON.stringify(text('node-value'))}}`
  const tool = (type: string, input: unknown, output: unknown) => [
    { ...node, type: 'tool_processing', tool_calls: [{ type, tool_calls_data: input }] },
    { ...node, type: 'tool_finish', tool_calls: [{ type, tool_calls_data: output }] },
  ]
  const call = { action_key: line('function-name'), params: text('function-input') }
  const page = { media: '', icon: address('web-link'), publish_date: line('web-date') }
  return [
    { ...node, type: 'node_processing', content: text('node-input') },
    ...tool('function', call, { ...call, output: text('function-output') }),
    ...tool(
      'retrieval',
      { input: text('search-query') },
      { slice_info: JSON.stringify([text('search-slice')]) },
    ),
    ...tool(
      'web_search',
      [{ input: text('web-query') }],
      [
        {
          ...page,
          refer: 'ref_1',
          title: text('web-title'),
          link: 'https://evil.example/1',
          content: text('web-content'),
          media: line('web-site'),
        },
        { ...page, refer: 'ref_2', title: mark('web-link'), link: address('web-link'), content: '' },
        { ...page, refer: line('web-mark'), title: mark('web-mark'), link: 'https://evil.example/3' },
      ],
    ),
    ...tool(line('other-tool'), { value: text('other-value') }, { value: text('other-value') }),
    { ...node, type: 'node_finish', content: `**x** ${text('node-output')}` },
    { node_id: '2', node_name: 'JSON', type: 'node_processing', content: json },
    { node_id: '2', node_name: 'JSON', type: 'node_finish', content: 'x' },
    {
      node_id: '3',
      node_name: 'Loop',
      type: 'loop',
      current_round: 1,
      total_round: 1,
      status: 'finished',
      finish_reason: line('loop-end'),
    },
    { node_id: '4', node_name: 'Strange', type: line('step-type'), value: text('step-value') },
  ]
}
