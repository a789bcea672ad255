/** The test bench of the models: words in the question ask for a variant or a fault, so that people and tests meet it. */
import { toSections } from '../../bench/help'
import { findByPhrase } from '../../bench/phrases'
import { findLanguage } from '../../index/language'
import type { Language } from '../../index/language'
import { readDialogue } from '../dialogue'
import type { EngineModel } from '../model'
import { extras } from './extras'
import { ends, failures, framing } from './failures'
import { openBench } from './scenario'
import { texts } from './texts'
import { tools } from './tools'

const groups = [texts, tools, extras, ends, failures, framing]
const scenarios = groups.flatMap((group) => group.scenarios)
/** The help is long and only looked up. */
const helpSpeed = 8

export const testBench: EngineModel = {
  takes: ['image_url', 'video_url', 'file_url', 'input_audio'],
  async answer(answer, exchange) {
    const bench = openBench(answer, exchange, readDialogue(answer.request.messages))
    const found = findByPhrase(scenarios, bench.words)
    if (found) return found.run(bench)
    await answer.say(describeScenarios(findLanguage(answer.question)), helpSpeed)
  },
}

function describeScenarios(language: Language): string {
  const intro =
    language === 'zh'
      ? '# 模型演练场\n\n在问题里写下左边的词，我就照做。没有匹配的词时，就会看到这份说明。\n'
      : '# Model test bench\n\nPut one of these phrases into your message and I do what stands beside it. Anything else shows this page.\n'
  return [intro, ...toSections(groups, language)].join('\n')
}
