/** A prompt template with its places filled in. Pure. */

const knowledgePlace = /\$?\{\{?\s*(?:knowledge|context|references?|知识)\s*\}?\}/gi
const questionPlace = /\$?\{\{?\s*(?:question|prompt|query|input|问题)\s*\}?\}/gi

/** What has no place in the template stands below it, so that nothing is lost. */
export function fillTemplate(
  template: string,
  { knowledge, question }: { knowledge: string; question: string },
): string {
  if (template.trim() === '') return knowledge === '' ? question : `${knowledge}\n\n${question}`
  const hasKnowledge = knowledge === '' || template.search(knowledgePlace) >= 0
  const hasQuestion = template.search(questionPlace) >= 0
  const filled = template.replace(knowledgePlace, () => knowledge).replace(questionPlace, () => question)
  return [filled, hasKnowledge ? '' : knowledge, hasQuestion ? '' : question]
    .filter((part) => part !== '')
    .join('\n\n')
}

/** What the template itself says, without its places. */
export function instructionsOf(template: string): string {
  return template.replace(knowledgePlace, ' ').replace(questionPlace, ' ').trim()
}
