import { agentName } from './chat'
import { App } from './servers'
import { expect, test } from './fixtures'

test('with a key, an address and agents set, the same works against that upstream, tokens signed here', async ({
  connected,
  chat,
  page,
}) => {
  const { app, engine } = connected
  const before = await engine.stats()
  await page.goto(app.url)
  await page
    .getByRole('main')
    .getByRole('link', { name: new RegExp(agentName('knowledgeGuide')) })
    .click()
  await expect(page.getByRole('heading', { name: agentName('knowledgeGuide') })).toBeVisible()
  await expect(await chat.ask('Which lake is the deepest?')).toContainText('Baikal')
  await chat.openRunDetails()
  await expect(
    page.getByRole('list', { name: 'Suggested questions' }).getByRole('button').first(),
  ).toBeVisible()
  const after = await engine.stats()
  expect(after.generationsStarted).toBe(before.generationsStarted + 1)
  expect(after.finished).toBe(before.finished + 1)
})

test('the run id goes along as third_request_id, so that a bill can be traced', async ({
  connected,
  chat,
}) => {
  const { app, engine } = connected
  await chat.open('testBench', app.url)
  await chat.ask('plain')
  expect((await engine.stats()).lastThirdRequestIds).toContain(await chat.runId())
})

test('without guests, the page asks to sign in; the first admin comes from the environment', async ({
  page,
  problems,
}) => {
  problems.allow(/401/)
  const app = await App.start({
    ALLOW_GUESTS: 'false',
    ADMIN_EMAIL: 'admin@example.org',
    ADMIN_PASSWORD: 'a long enough password',
  })
  try {
    await page.goto(app.url)
    await expect(page).toHaveURL(/\/sign-in/)
    await page.getByRole('textbox', { name: 'Email' }).fill('admin@example.org')
    await page.getByRole('textbox', { name: 'Password' }).fill('not this one')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByText('do not match')).toBeVisible()
    await page.getByRole('textbox', { name: 'Password' }).fill('a long enough password')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByRole('textbox', { name: 'Message', exact: true })).toBeVisible()
  } finally {
    await page.goto('about:blank')
    await app.remove()
  }
})

test('the one-time link makes the first admin, once', async ({ page, browser, problems }) => {
  problems.allow(/40\d/)
  const app = await App.start()
  try {
    const link = /http\S+\/set-up\?token=\S+/.exec(app.log)?.[0] ?? ''
    await page.goto(link)
    await page.getByRole('textbox', { name: 'Name' }).fill('Ada')
    await page.getByRole('textbox', { name: 'Email' }).fill('ada@example.org')
    await page.getByRole('textbox', { name: 'Password' }).fill('a long enough password')
    await page.getByRole('button', { name: 'Create admin account' }).click()
    await expect(page.getByRole('textbox', { name: 'Message', exact: true })).toBeVisible()

    const other = await (await browser.newContext()).newPage()
    await other.goto(link)
    await expect(other.getByText('This link was used already, or has expired.')).toBeVisible()
    await other.context().close()
  } finally {
    await page.goto('about:blank')
    await app.remove()
  }
})
