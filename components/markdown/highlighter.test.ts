import { expect, test } from 'vitest'
import { prepareLanguage, toTokens } from './highlighter'
import { findLanguage } from './languages'

test('tokens say the code again, line by line', async () => {
  const language = findLanguage('TS')
  if (!language) throw new Error('TypeScript is unknown')
  await prepareLanguage(language)
  const code = 'const a = `x < ${y} & z`\n/* two\nlines */ "\'"\n'
  const lines = toTokens(code, language.id)
  expect(lines.map((line) => line.map((token) => token.text).join('')).join('\n')).toBe(code)
  expect(lines[0]?.[0]).toEqual({ text: 'const', kind: 'keyword' })
  expect(lines[2]?.[0]).toEqual({ text: 'lines */', kind: 'comment' })
})

test('every word that names a language finds its grammar', async () => {
  for (const word of [
    'bash',
    'C++',
    'py',
    'js',
    'html',
    'vue',
    'yml',
    'toml',
    'sql',
    'go',
    'rs',
    'diff',
    'json',
  ]) {
    const language = findLanguage(word)
    if (!language) throw new Error(`${word} is unknown`)
    await prepareLanguage(language)
    expect(toTokens('a = 1', language.id)).toHaveLength(1)
  }
  expect(findLanguage('nonsense')).toBeNull()
  expect(findLanguage('__proto__')).toBeNull()
})
