import type { Language } from '../../index/language'
import { countText, findFigures, findKeywords, summarize } from './analysis'

const cell = (text: string) => text.replace(/\|/g, '\\|')

export function writeSummary(text: string, language: Language): string {
  const sentences = summarize(text, text.length > 1500 ? 5 : 3)
  const keywords = findKeywords(text, 8).map(({ word, times }) => `\`${word}\` ×${times}`)
  const { words, sentences: total, paragraphs } = countText(text)
  if (language === 'zh') {
    return [
      `## 摘要`,
      sentences.map((sentence) => `- ${sentence}`).join('\n'),
      keywords.length > 0 ? `**关键词**：${keywords.join('、')}` : '',
      `*共 ${words} 字、${total} 句、${paragraphs} 段；摘要由原文中最有代表性的句子组成。*`,
    ]
      .filter(Boolean)
      .join('\n\n')
  }
  return [
    `## Summary`,
    sentences.map((sentence) => `- ${sentence}`).join('\n'),
    keywords.length > 0 ? `**Keywords**: ${keywords.join(', ')}` : '',
    `*${words} words, ${total} sentences, ${paragraphs} paragraphs; the summary is made of the sentences that stand best for the rest.*`,
  ]
    .filter(Boolean)
    .join('\n\n')
}

const mostFigures = 20
const longestSentence = 80

export function writeTable(text: string, language: Language): string {
  const figures = findFigures(text, mostFigures)
  const shorten = (sentence: string) =>
    sentence.length > longestSentence ? `${[...sentence].slice(0, longestSentence).join('')}…` : sentence
  const rows = figures.map(
    ({ value, sentence }, index) => `| ${index + 1} | ${cell(value)} | ${cell(shorten(sentence))} |`,
  )
  if (rows.length === 0)
    return language === 'zh' ? '文中没有找到数字或日期。' : 'The text has no figures or dates.'
  return language === 'zh'
    ? `## 数据表\n\n| 序号 | 数值 | 所在句子 |\n| ---: | --- | --- |\n${rows.join('\n')}`
    : `## Figures\n\n| No. | Value | Sentence |\n| ---: | --- | --- |\n${rows.join('\n')}`
}

export function writeOutline(topic: string, language: Language): string {
  const name = findTopic(topic)
  if (language === 'zh') {
    return `## 《${name}》报告提纲

1. **背景与问题**
   - ${name}的现状：关键数字与时间线
   - 为什么是现在：触发因素与相关方
2. **分析**
   - 成因：自然、经济、管理三个方面
   - 比较：两个做得好的例子和一个教训
3. **方案**
   - 近期（三个月内）：一件马上能做的事
   - 中期（一年）：机制、预算与分工
   - 长期：衡量指标
4. **风险与对策**

| 章节 | 需要的材料 | 建议篇幅 |
| --- | --- | ---: |
| 背景与问题 | 统计数据、政策文件 | 20% |
| 分析 | 访谈、案例 | 35% |
| 方案 | 预算、进度表 | 35% |
| 风险与对策 | 风险清单 | 10% |

把写好的段落贴给我，我可以做摘要，也可以整理其中的数据。`
  }
  return `## Outline: ${name}

1. **Background and question**
   - The state of ${name}: key figures and a timeline
   - Why now: what changed, and who is concerned
2. **Analysis**
   - Causes: nature, money, management
   - Comparison: two good examples and one lesson
3. **Proposal**
   - Within three months: one thing that can start at once
   - Within a year: rules, budget, who does what
   - In the long run: how success is measured
4. **Risks and answers**

| Chapter | Material | Share |
| --- | --- | ---: |
| Background | statistics, policy papers | 20% |
| Analysis | interviews, cases | 35% |
| Proposal | budget, schedule | 35% |
| Risks | list of risks | 10% |

Paste a paragraph you have written, and I will summarise it or tabulate its figures.`
}

export function writeHelp(language: Language): string {
  return language === 'zh'
    ? '把一段文字贴进来，工作流会自动判断：\n\n- **长文** → 摘要、关键词和字数\n- **数字多的文字** → 数据与日期表\n- **一个题目** → 报告提纲\n\n也可以在第一行写明，例如“总结：”或“提取数据：”。'
    : 'Paste a text, and the workflow decides:\n\n- **a long text** → summary, keywords and counts\n- **a text full of figures** → a table of numbers and dates\n- **a topic** → the outline of a report\n\nOr say so in the first line, such as “Summarise:” or “Extract the figures:”.'
}

function findTopic(question: string): string {
  const quoted = /[“"「《](.+?)[”"」》]/.exec(question)?.[1]
  const plain = question
    .replace(
      /^(?:please |can you )?(?:write|make|give me|draft)?\s*(?:an? |the )?outline(?: (?:of|for))?(?: an? report)?(?: (?:on|about|of|for))?\s*/i,
      '',
    )
    .replace(
      /^(?:请)?(?:帮我)?(?:为|写|做|给)?(?:一份|一个)?|(?:写|做)?(?:一份|一个)?(?:的)?(?:报告)?(?:提纲|大纲|框架)/g,
      '',
    )
    .replace(/[?？。.!！]+$/g, '')
    .trim()
  return quoted ?? (plain === '' ? question : plain.slice(0, 60))
}
