/** What was worked out, in words. Pure. */
import { plain } from '../../agents/reader/cite'
import type { Language } from '../../index/language'
import type { Joining, SheetQuestion } from './sheet-question'
import { toShort } from './work-out'
import type { Worked } from './work-out'

export function describeWork(asked: SheetQuestion, worked: Worked, language: Language): string {
  const isChinese = language === 'zh'
  switch (worked.kind) {
    case 'nothing':
      return isChinese
        ? `《${plain(asked.sheet.fileName)}》里没有可以计算的数字列。`
        : `*${plain(asked.sheet.fileName)}* has no column of figures that I could work with.`
    case 'relation':
      return describeRelation(asked, worked.coefficient, worked.pairs, isChinese)
    default:
      return describeTable(asked, worked, isChinese)
  }
}

function describeRelation(
  { column, second }: SheetQuestion,
  coefficient: number,
  pairs: number,
  isChinese: boolean,
): string {
  const strength = Math.abs(coefficient)
  const degree = strength > 0.7 ? 2 : strength > 0.3 ? 1 : 0
  const names = [plain(column ?? ''), plain(second ?? '')]
  if (isChinese) {
    const words = ['几乎没有线性关系', '有中等程度的线性关系', '有很强的线性关系'][degree]
    return `“${names[0]}”与“${names[1]}”${words}：皮尔逊相关系数 **${coefficient.toFixed(2)}**（${pairs} 行）。相关不等于因果。`
  }
  const words = ['hardly any linear relation', 'a moderate linear relation', 'a strong linear relation'][degree]
  return `“${names[0]}” and “${names[1]}” have ${words}: Pearson’s coefficient is **${coefficient.toFixed(2)}** over ${pairs} rows. That does not tell which causes which.`
}

const joiningWords: Record<Joining, { en: string; zh: string }> = {
  mean: { en: 'mean', zh: '平均' },
  sum: { en: 'sum', zh: '合计' },
  count: { en: 'number of rows', zh: '行数' },
  max: { en: 'highest', zh: '最大' },
  min: { en: 'lowest', zh: '最小' },
}

function describeTable(
  asked: SheetQuestion,
  { kind, table, of }: Extract<Worked, { kind: 'ranking' | 'groups' }>,
  isChinese: boolean,
): string {
  const { column, group, joining, isAscending, rows, sheet } = asked
  const [first] = table
  const name = plain(column ?? (isChinese ? '行数' : 'rows'))
  const { en, zh } = joiningWords[joining]
  const joined = column === null ? '' : isChinese ? zh : ` (${en})`
  const place = isChinese
    ? `（《${plain(sheet.fileName)}》“${plain(sheet.name)}”，${rows.length} 行）`
    : ` (${rows.length} rows of “${plain(sheet.name)}” in *${plain(sheet.fileName)}*)`
  const value = `**${toShort(first?.value ?? 0)}**`
  const label = `**${plain(first?.label ?? '')}**`
  const lead = isChinese
    ? kind === 'groups'
      ? `按“${plain(group ?? '')}”分 ${of} 组，“${name}”${joined}${isAscending ? '最小' : '最大'}的是${label}：${value}${place}。`
      : `“${name}”${isAscending ? '最小' : '最大'}的是${label}：${value}${place}。`
    : kind === 'groups'
      ? `Of ${of} groups by “${plain(group ?? '')}” ${label} has the ${isAscending ? 'lowest' : 'highest'} “${name}”${joined}: ${value}${place}.`
      : `${label} has the ${isAscending ? 'lowest' : 'highest'} “${name}”: ${value}${place}.`
  const head = `| | ${name} |`
  const body = table.map((row) => `| ${plain(row.label)} | ${toShort(row.value)} |`)
  return [lead, [head, '| --- | ---: |', ...body].join('\n')].join('\n\n')
}
