import en from '../lib/i18n/messages/en.json' with { type: 'json' }
import zh from '../lib/i18n/messages/zh.json' with { type: 'json' }

type Tree = { [key: string]: string | Tree }

/** The sentence that the interface shows for a message key such as `failure.stream_cut`. */
export function sentence(key: string, language: 'en' | 'zh' = 'en'): string {
  const tree: Tree = language === 'zh' ? zh : en
  const found = key
    .split('.')
    .reduce<string | Tree | undefined>(
      (node, part) => (typeof node === 'object' ? node[part] : undefined),
      tree,
    )
  if (typeof found !== 'string') throw new Error(`no message ${key}`)
  return found
}
