/** "And at night?" says nothing by itself: it needs the question before. */
export function leansOnBefore(question: string): boolean {
  return (
    question.length <= 30 &&
    /^(?:and|but|so|then|what about|how about)\b|\b(?:it|its|they|them|that)\b|^(?:那|还有|那么)|呢[?？]?$|它/i.test(
      question,
    )
  )
}
