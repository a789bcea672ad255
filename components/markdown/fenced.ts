/**
 * Code as a Markdown block: its fence is longer than any run of backticks inside. Code that comes with a fence of its own
 * stays as it is. Pure.
 */
export function fenced(code: string, language: string): string {
  if (/^\s*```/.test(code)) return code
  const longest = Math.max(2, ...(code.match(/`+/g) ?? []).map((ticks) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${code}\n${fence}`
}
