import type { Language } from '../index/language'
import type { Scenario, ScenarioGroup } from './scenario'

type Described = Pick<Scenario<never>, 'phrases' | 'about' | 'isListed'>

/** A section for each group, below its title. */
export function toSections(groups: ScenarioGroup<Described>[], language: Language): string[] {
  return groups.map(({ title, scenarios }) => `## ${title[language]}\n\n${toTable(scenarios, language)}`)
}

/** What can be asked for, each with a phrase of the language where there is one. */
export function toTable(scenarios: Described[], language: Language): string {
  const isZh = language === 'zh'
  const rows = scenarios
    .filter(({ isListed }) => isListed !== false)
    .map(({ phrases, about }) => {
      const phrase = phrases.find((one) => /\p{Script=Han}/u.test(one) === isZh) ?? phrases[0] ?? ''
      return `| \`${phrase.trim()}\` | ${about[language].replaceAll('|', '\\|')} |`
    })
  const head = isZh ? '| 词 | 会发生什么 |' : '| Phrase | What happens |'
  return `${head}\n| --- | --- |\n${rows.join('\n')}\n`
}
