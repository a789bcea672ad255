import { streamed } from '../../bench/scenario'
import { stopFrame, textFrame } from './scenario'
import type { Scenario, ScenarioGroup } from './scenario'

export const failures: ScenarioGroup = {
  title: { en: 'Failures inside the stream', zh: '流中的失败' },
  scenarios: [
    failing(
      ['error in choice', 'choice error', '选项错误'],
      '`error_msg {code, msg}` in the choice',
      '`error_msg {code, msg}` 在 choice 里',
      async (bench, send) => {
        await bench.say('Half an answer, then ', '回答到一半，')
        await send({
          ...bench.answer.ids,
          choices: [
            {
              index: 0,
              finish_reason: 'error',
              error_msg: { code: 10_031, msg: '节点执行失败：知识库不可用' },
            },
          ],
        })
        await send('[DONE]')
      },
    ),
    failing(
      ['error on top', 'top error', '顶层错误'],
      '`error_msg {code, message}` at the top, no choices',
      '`error_msg {code, message}` 在顶层，没有 choices',
      async (bench, send) => {
        await bench.say('Half an answer, then ', '回答到一半，')
        await send({
          ...bench.answer.ids,
          error_msg: { code: 10_032, message: 'Agent execution failed <b>upstream</b>' },
        })
        await send('[DONE]')
      },
    ),
    failing(
      ['error as text', '文本错误'],
      '`error_msg` as plain text',
      '`error_msg` 是一段文字',
      async (bench, send) => {
        await send({
          ...bench.answer.ids,
          choices: [{ index: 0, finish_reason: 'error', error_msg: '模型服务暂时不可用' }],
        })
        await send('[DONE]')
      },
    ),
    failing(
      ['error as json', 'json 错误'],
      '`error_msg` as JSON text, in the choice',
      '`error_msg` 是 JSON 文字，在 choice 里',
      async (bench, send) => {
        await bench.say('Half an answer, then ', '回答到一半，')
        const error_msg = JSON.stringify({ code: 10_033, message: '插件调用失败' })
        await send({ ...bench.answer.ids, choices: [{ index: 0, finish_reason: 'error', error_msg }] })
        await send('[DONE]')
      },
    ),
    failing(
      ['error without words', '无说明错误'],
      '`finish_reason: error` and no `error_msg` at all',
      '`finish_reason: error`，没有 `error_msg`',
      async (bench, send) => {
        await bench.say('Half an answer, then ', '回答到一半，')
        await send(stopFrame(bench, 'error'))
        await send('[DONE]')
      },
    ),
    failing(
      ['error in the last', '末块错误'],
      '`error_msg` beside a normal stop, in both places',
      '`error_msg` 和正常的 stop 一起出现，两处都有',
      async (bench, send) => {
        await bench.say('All of the answer. ', '回答完了。')
        const error_msg = { code: 10_034, message: '计费记录失败' }
        await send({
          ...bench.answer.ids,
          error_msg,
          choices: [{ index: 0, finish_reason: 'stop', error_msg: { code: 10_034, msg: '计费记录失败' } }],
        })
        await send('[DONE]')
      },
    ),
    failing(
      ['error then text', '错误之后'],
      'an error and then more text and a stop; the error wins',
      '错误之后还有文字和 stop，以错误为准',
      async (bench, send) => {
        await bench.say('Before the error. ', '错误之前。')
        await send({
          ...bench.answer.ids,
          choices: [{ index: 0, finish_reason: 'error', error_msg: { code: 500, msg: '内部错误' } }],
        })
        await send(textFrame(bench, 'After the error.'))
        await send(stopFrame(bench))
        await send('[DONE]')
      },
    ),
    failing(
      ['error envelope', '流内信封'],
      'a nested error object as a chunk',
      '流里出现嵌套错误对象',
      async (bench, send) => {
        await bench.say('Half an answer, then ', '回答到一半，')
        await send({ error: { code: '1234', message: '网络错误，错误id：20260101，请稍后重试' } })
      },
    ),
    failing(
      ['unsafe in stream', '流内敏感'],
      'code 1301 in the middle of the stream',
      '流到一半出现 1301',
      async (bench, send) => {
        await bench.say('Something that must not stay. ', '一些不该留下的内容。')
        await send({ error: { code: '1301', message: '系统检测到输入或生成内容可能包含不安全或敏感内容' } })
      },
    ),
    ending('sensitive', ['sensitive', '敏感'], 'the text is withdrawn', '文字被撤回'),
    ending('length', ['length', '截断'], 'the answer was too long and was cut', '回答过长被截断'),
    ending(
      'network_error',
      ['network_error', 'network error', '网络错误'],
      'the model lost its connection',
      '模型服务断线',
    ),
    ending(
      'model_context_window_exceeded',
      ['context window', '上下文窗口'],
      'the context window was exceeded',
      '超出上下文窗口',
    ),
    ending(
      'tired',
      ['unknown reason', '未知原因'],
      'a finish reason that nobody knows',
      '没人认识的结束原因',
    ),
  ],
}

function failing(
  phrases: string[],
  en: string,
  zh: string,
  run: (bench: Parameters<Scenario['run']>[0], send: (payload: unknown) => Promise<void>) => Promise<void>,
): Scenario {
  return {
    phrases,
    about: { en, zh },
    run: streamed(async (bench, stream) => {
      await run(bench, (payload) => stream.send(payload))
      stream.end()
      return 'closed'
    }),
  }
}

function ending(reason: string, phrases: string[], en: string, zh: string): Scenario {
  return failing(
    phrases,
    `\`finish_reason: ${reason}\`: ${en}`,
    `\`finish_reason: ${reason}\`：${zh}`,
    async (bench, send) => {
      await bench.say('The moon rose over the lake and ', '月亮升到湖上，')
      await send(stopFrame(bench, reason))
      await send('[DONE]')
    },
  )
}
