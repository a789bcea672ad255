/** What hostile models and assistants say: chunks with the payload in everything that people see of them. */
import { pieces } from './hostile-agent'
import type { Hostile } from './hostile-places'

/** A model that first wants a function that nobody offered. */
export function modelCalls({ text, line }: Hostile): unknown[] {
  const called = { name: line('called-name'), arguments: text('called-input') }
  const call = { index: 0, id: '1', type: 'function', function: called }
  return [
    { id: '1', choices: [{ index: 0, delta: { role: 'assistant', tool_calls: [call] } }] },
    { choices: [{ index: 0, finish_reason: 'tool_calls', delta: {} }] },
  ]
}

export function modelAnswer({ mark, text, line, address }: Hostile): unknown[] {
  const say = (delta: object, beside: object = {}) => ({ choices: [{ index: 0, delta }], ...beside })
  const server = { server_label: line('mcp-server') }
  const tool = {
    name: line('mcp-listed'),
    description: text('mcp-about'),
    input_schema: text('mcp-schema'),
  }
  const call = {
    ...server,
    type: 'mcp_call',
    name: line('mcp-tool'),
    arguments: JSON.stringify(text('mcp-input')),
    output: text('mcp-output'),
    error: text('mcp-error'),
  }
  const page = { title: text('model-page'), link: address('model-page'), content: '', refer: 'ref_1' }
  return [
    ...pieces(text('thought')).map((reasoning_content) => say({ reasoning_content })),
    say({
      tool_calls: [
        { index: 0, id: '2', type: 'mcp', mcp: { ...server, type: 'mcp_list_tools', tools: [tool] } },
        { index: 1, id: '3', type: 'mcp', mcp: call },
      ],
    }),
    ...pieces(text('model-text')).map((content) => say({ content })),
    say({ content: `\n\n${mark('media-film')}` }),
    say({}, { video_result: [{ url: address('media-film'), cover_image_url: address('media-film') }] }),
    say({ content: `\n\n${mark('media-sound')}` }),
    say({ audio: { id: 'sound', data: Buffer.from(text('media-sound')).toString('base64') } }),
    say({ metadata: { value: text('model-metadata') } }, { web_search: [page] }),
    {
      model: line('model-model'),
      choices: [{ index: 0, finish_reason: line('model-reason'), delta: {} }],
      usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
    },
  ]
}

export function assistantAnswer({ mark, text, line, address }: Hostile): unknown[] {
  const say = (delta: object) => ({ choices: [{ index: 0, delta }], status: 'in_process' })
  const tool = (type: string, body: object) => say({ role: 'tool', tool_calls: [{ type, [type]: body }] })
  return [
    { id: 'answer', conversation_id: 'answer', choices: [], status: 'in_process' },
    tool('web_browser', { input: text('browser-call') }),
    tool('web_browser', {
      outputs: [
        { title: text('browser-title'), link: 'https://evil.example/1', content: text('browser-content') },
        { title: mark('browser-link'), link: address('browser-link'), content: 'x' },
        { error_msg: text('browser-error') },
      ],
    }),
    tool('code_interpreter', { input: text('code-input') }),
    tool('code_interpreter', {
      outputs: [{ type: 'logs', logs: text('code-log'), error_msg: text('code-error') }],
    }),
    tool('drawing_tool', { input: `${text('drawing-prompt')} ${mark('drawing-image')}` }),
    tool('drawing_tool', { outputs: [{ image: address('drawing-image') }] }),
    tool('function', { name: line('hosted-name'), arguments: text('hosted-input') }),
    tool('function', { name: line('hosted-name'), outputs: [{ content: text('hosted-output') }] }),
    tool('retrieval', { outputs: [{ text: text('hosted-slice') }] }),
    tool(line('hosted-type'), { value: text('hosted-type') }),
    ...pieces(text('assistant-text')).map((content) => say({ role: 'assistant', content })),
    say({ role: 'assistant', metadata: { value: text('assistant-metadata') } }),
    {
      model: line('assistant-model'),
      choices: [{ index: 0, finish_reason: 'stop', delta: { role: 'assistant' } }],
      usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
      status: 'completed',
    },
  ]
}
