/**
 * Where formatting ends and plain text begins, so that no answer can hold the main thread (reliability.md S14).
 * Lengths are UTF-16 units. Found by measuring hostile texts on a slow core: each keeps one block below 100 ms.
 */
export const limits = {
  /** One paragraph, list, quote or table. */
  block: 20_000,
  /** One fenced code block; code costs no parsing. */
  code: 200_000,
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
  /** Emphasis marks, brackets and other characters that open something, in one block. */
  marks: 1_600,
  /** Open brackets inside each other. */
  brackets: 32,
  /** Bars, so about the cells, of one block. */
  cells: 1_500,
  /** Lines and length up to which code is coloured. */
  colouredLines: 1_500,
  colouredCode: 60_000,
  /** One formula, and all formulas of one block. */
  formula: 2_000,
  formulas: 60,
} as const
