/** Keys of the Query cache for batches; `one` reaches everything of that batch. */
export const batchKeys = {
  list: ['batches', 'list'],
  one: (batchId: string) => ['batches', batchId] as const,
  page: (batchId: string, from: number, status: string | null) =>
    ['batches', batchId, 'page', from, status] as const,
  row: (batchId: string, row: number) => ['batches', batchId, 'row', row] as const,
} as const
