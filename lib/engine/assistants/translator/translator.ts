/** The translator: Chinese and English by glossary, or by the language model where one is configured. */
import { plain } from '../../agents/reader/cite'
import { sayWritten } from '../../agents/say-composed'
import { chinese, english } from '../../agents/guide/lake-columns'
import { findLanguage } from '../../index/language'
import type { Language } from '../../index/language'
import type { EngineState } from '../../state'
import type { EngineAssistant } from '../assistant'
import { newGlossary, translate } from './translate'
import type { Glossary } from './translate'
import { vocabulary } from './vocabulary'

export const translator: EngineAssistant = {
  card: {
    // The sample of a translation names its assistant by another kind of id than the others (api-facts §5.1).
    id: '9996moonlake520zh168en99',
    name: { en: 'Translator', zh: '翻译助手' },
    description: {
      en: 'Chinese and English either way; without a language model by a glossary of moon and lake, naming the words that it does not know.',
      zh: '中英互译；没有语言模型时按词汇表翻译月与湖的句子，并说明不认识的词。',
    },
    tools: [],
    tags: [{ key: 'translate', label: '翻译 Translate' }],
    openingQuestions: {
      en: ['The moon rises over the lake.', 'The deepest lake of China is cold and clear.'],
      zh: ['海上生明月，天涯共此时。', '今晚的湖面很平静'],
    },
  },
  async answer(reply) {
    const { question } = reply
    const wish = reply.request.extra_parameters?.translate
    const source = findLanguage(question)
    reply.conversation.suggestions = reply
      .words('The full moon over the calm lake\nGood night, my friend', '月光照耀湖面\n晚安，我的朋友')
      .split('\n')
    if (question === '') return reply.say('请写下要翻译的文字。Write what is to be translated.')
    const from = toLanguage(wish?.from ?? 'auto') ?? source
    const to = toLanguage(wish?.to ?? 'auto') ?? (from === 'zh' ? 'en' : 'zh')
    const strange = [wish?.from, wish?.to].filter((code) => code !== undefined && !isKnownCode(code))
    if (!reply.state.languageModel && strange.length > 0)
      return reply.say(sayStrange(strange.join(', '), source))
    if (!reply.state.languageModel && from === to && source === to)
      return reply.say(sayAlready(question, to, source))

    const own = translate(question, to, await openGlossary(reply.state))
    const [named, target] = [wish?.from ?? 'auto', wish?.to ?? nameOf(to)]
    await sayWritten(reply, {
      system: `You are a translator. Translate the text${named === 'auto' ? '' : ` from ${named}`} into ${target}. Write the translation and nothing else.`,
      prompt: question,
      own: [own.text, describe(own.unknown, source)].join('\n\n'),
    })
  },
}

let glossary: Promise<Glossary> | null = null

/** The vocabulary and the names in the table of lakes. */
function openGlossary(state: EngineState): Promise<Glossary> {
  glossary ??= state.library().then(({ rows }) => {
    const lakes = rows.filter(({ cells }) => cells[english.name] !== undefined)
    const names = lakes.flatMap(({ cells }) => [
      { en: String(cells[english.name]), zh: String(cells[chinese.name]), kind: 'noun' as const },
      ...namesOf(String(cells[english.country]), String(cells[chinese.country])),
    ])
    return newGlossary([...vocabulary, ...names])
  })
  return glossary
}

function namesOf(en: string, zh: string) {
  const [left, right] = [en.split(', '), zh.split('、')]
  return left.map((name, index) => ({ en: name, zh: right[index] ?? name, kind: 'noun' as const }))
}

/** Null for `auto` and for what we do not know. */
function toLanguage(code: string): Language | null {
  if (/^(?:zh|cn|chinese|中文|汉语|简体)/i.test(code)) return 'zh'
  return /^(?:en|english|英)/i.test(code) ? 'en' : null
}

function isKnownCode(code: string): boolean {
  return /^auto$|自动/i.test(code) || toLanguage(code) !== null
}

function nameOf(language: Language): string {
  return language === 'zh' ? 'Chinese' : 'English'
}

function sayStrange(codes: string, language: Language): string {
  return language === 'zh'
    ? `没有语言模型时，我只会中文和英文互译，不会“${codes}”。`
    : `Without a language model I only know Chinese and English, not “${codes}”.`
}

function sayAlready(text: string, to: Language, language: Language): string {
  const note =
    language === 'zh'
      ? `*这段文字已经是${to === 'zh' ? '中文' : '英文'}。*`
      : `*This is in ${nameOf(to)} already.*`
  return `${text}\n\n${note}`
}

function describe(unknown: string[], language: Language): string {
  const isChinese = language === 'zh'
  const words = unknown.map((word) => `“${plain(word)}”`)
  if (unknown.length === 0)
    return isChinese ? '*按词汇表翻译，每个词都认识。*' : '*By glossary; every word was known.*'
  return isChinese
    ? `*按词汇表翻译。不认识的词原样保留：${words.join('、')}。*`
    : `*By glossary. Words that I do not know stay as they are: ${words.join(', ')}.*`
}
