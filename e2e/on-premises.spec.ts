import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { expect, test } from './model-chat'
import type { ModelChat } from './model-chat'
import { sentence } from './sentences'
import { App } from './servers'

const onPremises = { from: 'on-premises' } as const

test('knowledge is used or not, from the chosen containers; the platform thinks aloud where it is asked to', async ({
  chat,
  page,
}) => {
  await page.goto('/models')
  await chat.waitUntilAlive()
  await chat.choose('onprem', /^onprem-glm-4$/, 'onprem-glm-4')
  await expect(page).toHaveURL(/from=on-premises/)
  await chat.turn('Use knowledge', false)
  await chat.ask('Which lake is the deepest?')
  await expect(chat.answer).toHaveAccessibleName('onprem-glm-4')
  await expect(chat.answer).toContainText('I answer without knowledge here')
  await expect(chat.reasoning).toHaveCount(0)

  const panel = await chat.openParameters()
  await chat.turn('Show reasoning', true)
  await chat.closePanel(panel)
  await chat.turn('Use knowledge', true)
  await page.getByRole('button', { name: 'Knowledge containers' }).click()
  const containers = page.getByRole('dialog', { name: 'Knowledge containers' })
  const field = containers.getByRole('textbox', { name: 'Id of a container' })
  await field.fill('no good/id')
  await field.press('Enter')
  await expect(containers.getByRole('alert')).toHaveText(sentence('models.idInvalid'))
  await field.fill('container_lakes, container_moon')
  await field.press('Enter')
  const chips = containers.getByRole('list', { name: 'Knowledge containers' }).getByRole('listitem')
  await expect(chips).toHaveText(['container_lakes', 'container_moon'])
  await containers.getByRole('button', { name: 'Remove container_moon' }).click()
  await expect(chips).toHaveText(['container_lakes'])
  await chat.closePanel(containers)
  await chat.ask('Which lake is the deepest?')
  await expect(chat.answer).toContainText('Baikal')
  await chat.reasoning.click()
  await expect(chat.answer).toContainText('in container_lakes:')

  // The other of its two interfaces has neither memory nor reasoning of its own: the path goes along.
  await chat.openParameters()
  await chat.select(panel, 'Interface', sentence('models.apis.v2'))
  await expect(panel.getByRole('textbox', { name: 'Prompt template' })).toHaveCount(0)
  await chat.closePanel(panel)
  await chat.ask('What did I ask first?')
  await expect(chat.answer).toContainText('You first asked: “Which lake is the deepest?”')
  await expect(chat.reasoning).toHaveCount(0)
  await chat.ask('Which lake is the largest?')
  await expect(chat.answer).toContainText('Caspian')
})

test('what is set arrives by both interfaces; bodies, envelopes and refusals are read', async ({ chat }) => {
  await chat.openModel('onprem-test', onPremises)
  const panel = await chat.openParameters()
  const template = 'Use {{knowledge}} and answer {{question}} kindly.'
  await panel.getByRole('textbox', { name: 'Prompt template' }).fill(template)
  await panel.getByRole('textbox', { name: 'Temperature' }).fill('0.4')
  await panel.getByRole('textbox', { name: 'Id of a file' }).fill('file_7')
  await panel.getByRole('button', { name: 'Add' }).click()
  await chat.turn('Remember the dialogue', false)
  await chat.closePanel(panel)
  await chat.ask('what did i send')
  expect(await arrived(chat)).toMatchObject({
    api: 'v1',
    template,
    containers: 'all',
    fileIds: ['file_7'],
    sampling: { temperature: 0.4 },
    remembersAs: null,
    turns: 0,
  })
  await chat.turn('Use knowledge', false)
  await chat.ask('what did i send')
  expect(await arrived(chat)).toMatchObject({ containers: null, turns: 1 })
  await chat.openParameters()
  await chat.select(panel, 'Interface', sentence('models.apis.v2'))
  await chat.closePanel(panel)
  await chat.ask('what did i send')
  expect(await arrived(chat)).toMatchObject({ api: 'v2', template: '', turns: 2 })

  for (const [words, says] of [
    ['as json', 'One body.'],
    ['envelope', 'Inside an envelope.'],
    ['denied', sentence('failure.no_permission')],
    ['forbidden', sentence('failure.no_permission')],
    ['error in stream', 'Half an answer, then'],
    ['length', sentence('notice.length')],
  ] as const) {
    await chat.ask(words)
    await expect(chat.answer, words).toContainText(says)
  }
  await chat.ask('think tags')
  await expect(chat.reasoning).toBeVisible()
  await expect(chat.answer).toContainText('Then I speak.')
})

test('any server that speaks OpenAI’s dialect is asked by its address and key, and its words come as they are written', async ({
  chat,
  page,
}) => {
  const own = await startServer()
  const app = await App.start({
    OPENAI_COMPATIBLE_BASE_URL: `${own.url}/v1`,
    OPENAI_COMPATIBLE_API_KEY: 'sk-own',
  })
  try {
    await page.goto(`${app.url}/models`)
    await chat.waitUntilAlive()
    await chat.choose('tiny', /^tiny-llama$/, 'tiny-llama')
    const panel = await chat.openParameters()
    await panel.getByRole('textbox', { name: 'System prompt' }).fill('Be brief.')
    await chat.closePanel(panel)
    await chat.send('How is the lake?')
    await expect(chat.answer).toContainText('The lake')
    await expect(chat.answer).toHaveAttribute('aria-busy', 'true')
    await expect(chat.answer).not.toContainText('still')
    own.letGo()
    await chat.waitForEnd()
    await expect(chat.answer).toContainText('The lake is still.')
    await expect(chat.answer).toHaveAccessibleName('tiny-llama')
    await expect(chat.reasoning).toBeVisible()
    expect(own.asked).toMatchObject([
      {
        authorization: 'Bearer sk-own',
        body: {
          model: 'tiny-llama',
          stream: true,
          messages: [
            { role: 'system', content: 'Be brief.' },
            { role: 'user', content: 'How is the lake?' },
          ],
        },
      },
    ])
  } finally {
    await page.goto('about:blank')
    await app.remove()
    own.close()
  }
})

/** What the platform’s test model says that it was sent. */
async function arrived(chat: ModelChat): Promise<unknown> {
  return JSON.parse(await chat.answer.locator('pre').innerText())
}

/** A server of OpenAI's dialect that waits in the middle of its answers until it is let go. */
async function startServer() {
  const asked: { authorization: string | undefined; body: unknown }[] = []
  let letGo: () => void = () => {}
  const released = new Promise<void>((resolve) => (letGo = resolve))
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    if (request.url === '/v1/models') {
      response.setHeader('content-type', 'application/json').end('{"data":[{"id":"tiny-llama"}]}')
      return
    }
    const pieces = await Array.fromAsync<Buffer>(request)
    const body: unknown = JSON.parse(Buffer.concat(pieces).toString('utf8'))
    asked.push({ authorization: request.headers.authorization, body })
    response.setHeader('content-type', 'text/event-stream')
    const send = (delta: object, end: string | null = null) =>
      response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: end }] })}\n\n`)
    send({ role: 'assistant', reasoning: 'I look out.' })
    send({ content: 'The lake' })
    await released
    send({ content: ' is still.' })
    send({}, 'stop')
    response.end('data: [DONE]\n\n')
  }
  const server = createServer((request, response) => void answer(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    letGo,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
