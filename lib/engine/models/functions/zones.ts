/** Places whose time people ask for, with the names of their zones. */

const zones: readonly (readonly [RegExp, string])[] = [
  [/\bbeijing\b|\bshanghai\b|\bchina\b|北京|上海|中国/i, 'Asia/Shanghai'],
  [/\bhong ?kong\b|香港/i, 'Asia/Hong_Kong'],
  [/\btokyo\b|\bjapan\b|东京|日本/i, 'Asia/Tokyo'],
  [/\bseoul\b|\bkorea\b|首尔|韩国/i, 'Asia/Seoul'],
  [/\bsingapore\b|新加坡/i, 'Asia/Singapore'],
  [/\b(?:delhi|mumbai|india)\b|印度|德里|孟买/i, 'Asia/Kolkata'],
  [/\bdubai\b|迪拜/i, 'Asia/Dubai'],
  [/\bmoscow\b|莫斯科/i, 'Europe/Moscow'],
  [/\b(?:berlin|germany|munich|frankfurt)\b|柏林|德国/i, 'Europe/Berlin'],
  [/\b(?:paris|france)\b|巴黎|法国/i, 'Europe/Paris'],
  [/\b(?:rome|italy)\b|罗马|意大利/i, 'Europe/Rome'],
  [/\b(?:madrid|spain)\b|马德里|西班牙/i, 'Europe/Madrid'],
  [/\b(?:zurich|geneva|switzerland)\b|苏黎世|瑞士/i, 'Europe/Zurich'],
  [/\b(?:london|england|britain|uk)\b|伦敦|英国/i, 'Europe/London'],
  [/\bcairo\b|开罗/i, 'Africa/Cairo'],
  [/\bnairobi\b|内罗毕/i, 'Africa/Nairobi'],
  [/\bnew york\b|纽约/i, 'America/New_York'],
  [/\bchicago\b|芝加哥/i, 'America/Chicago'],
  [/\bdenver\b|丹佛/i, 'America/Denver'],
  [/\b(?:los angeles|san francisco|seattle)\b|洛杉矶|旧金山|西雅图/i, 'America/Los_Angeles'],
  [/\bs[aã]o paulo\b|圣保罗/i, 'America/Sao_Paulo'],
  [/\bsydney\b|悉尼/i, 'Australia/Sydney'],
  [/\bauckland\b|\bnew zealand\b|奥克兰|新西兰/i, 'Pacific/Auckland'],
  [/\b(?:utc|gmt)\b|世界时/i, 'UTC'],
]
const named =
  /\b(?:Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)\/[A-Za-z_]+(?:\/[A-Za-z_]+)?\b/

export function findZone(text: string): string | null {
  return named.exec(text)?.[0] ?? zones.find(([words]) => words.test(text))?.[1] ?? null
}

export function asksForTime(text: string): boolean {
  return /\bwhat(?:’s|'s| is)? (?:the )?(?:current |local )?time\b|\bwhat time\b|\b(?:current|local) time\b|\btime is it\b|\btoday(?:’s|'s)? date\b|\bwhat(?:’s|'s| is) the date\b|\bwhat (?:day|date|year) is (?:it|today)\b|几点|现在(?:的)?时间|当前时间|今天(?:是)?(?:几号|几月|星期几|周几|什么日子|哪天)|今天的日期/i.test(
    text,
  )
}
