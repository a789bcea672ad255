import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { installWithApt } from './apt.mjs'
import { fail, say } from './say.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** @returns {string | null} the path of a Chromium: CHROMIUM_PATH, then PATH, then the usual places */
export function findBrowser() {
  const own = process.env.CHROMIUM_PATH
  if (own) return existsSync(own) ? own : fail(`CHROMIUM_PATH names ${own}, which does not exist.`)
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  const candidates = [...folders.flatMap((folder) => names.map((name) => join(folder, name))), ...places]
  return candidates.find((path) => existsSync(path)) ?? null
}

/** Finds a browser or installs Debian's; Chinese needs a font, or screenshots show boxes. */
export async function ensureBrowser() {
  const found = findBrowser()
  if (found) return found
  say('No Chromium found; installing Debian’s (apt-get install chromium fonts-wqy-zenhei)…')
  const problem = await installWithApt(['chromium', 'fonts-wqy-zenhei'])
  const installed = findBrowser()
  if (problem || !installed) {
    fail(
      `The browser journeys need Chromium. Install chromium or Google Chrome, or name one: CHROMIUM_PATH=/path npm test${problem ? `\n${problem}` : ''}`,
    )
  }
  return installed
}

export function browserVersion(path) {
  return String(spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout ?? '').trim()
}
