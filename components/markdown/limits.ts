/**
 * Where formatting ends and plain text begins, so that no answer can hold the main thread (reliability.md S14).
 * Lengths are UTF-16 units. Found by measuring hostile texts on a slow core: each keeps one block below 100 ms.
 */
export const limits = {
  /** One paragraph, list, quote or table. */
  block: 20_000,
  /** One fenced code block; code costs no parsing. */
  code: 60_000,
  /** Beyond this length, or this many blocks, the rest of an answer is plain. */
  total: 500_000,
  blocks: 4_000,
  /** Pieces in which plain text beyond a limit is laid out. */
  piece: 4_000,
  /** A line is judged by its beginning when it is longer. */
  line: 4_000,
  /** Quotes and lists inside each other. */
  depth: 12,
  /** Columns of indentation. */
  indent: 48,
  /** Characters that may open something, in one block; those of emphasis cost by their square. */
  marks: 1_600,
  emphasis: 600,
  /** Combining marks on one character: fonts take the square of them. */
  combining: 32,
  /** Open brackets inside each other. */
  brackets: 32,
  /** Bars, so about the cells, of one block. */
  cells: 1_500,
  /** What may be an address, in one block. */
  addresses: 400,
  /** Length up to which code is coloured. */
  colouredCode: 60_000,
  /** One formula, and all formulas of one block. */
  formula: 2_000,
  formulaLines: 200,
  formulas: 60,
} as const
