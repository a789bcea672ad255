/** Keys of the Query cache for comparisons. */
export const comparisonKeys = {
  list: ['comparisons', 'list'],
  one: (comparisonId: string) => ['comparisons', comparisonId] as const,
} as const
