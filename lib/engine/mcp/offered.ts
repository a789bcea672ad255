/** The engine's own MCP server, as it is offered to people. */
export const almanac = {
  label: 'almanac',
  path: '/engine/mcp',
  description: {
    en: 'The moon’s phase on any date, and facts about lakes.',
    zh: '任意日期的月相，以及湖泊资料。',
  },
} as const
