import type { LanguageFn } from 'highlight.js'

/** A language that code can be coloured in: its name as people write it, and its grammar, fetched when needed. */
export interface Language {
  id: string
  name: string
  grammar: () => Promise<{ default: LanguageFn }>
}

/** The language that a fence's first word means, or null. */
export function findLanguage(word: string): Language | null {
  const id = word.toLowerCase()
  return byWord.get(id) ?? null
}

/** What a code block is called: its language, the word itself when that is unknown, nothing for plain text. */
export function nameOfLanguage(word: string): string {
  return findLanguage(word)?.name ?? namesOnly[word.toLowerCase()] ?? word
}

const namesOnly: Record<string, string> = { mermaid: 'Mermaid', text: '', txt: '', plaintext: '', plain: '' }

const languages: (Language & { words: string })[] = [
  {
    id: 'bash',
    name: 'Shell',
    words: 'bash sh shell zsh console shellsession',
    grammar: () => import('highlight.js/lib/languages/bash'),
  },
  { id: 'c', name: 'C', words: 'c h', grammar: () => import('highlight.js/lib/languages/c') },
  {
    id: 'cpp',
    name: 'C++',
    words: 'cpp c++ cc hpp cxx',
    grammar: () => import('highlight.js/lib/languages/cpp'),
  },
  {
    id: 'csharp',
    name: 'C#',
    words: 'csharp cs c#',
    grammar: () => import('highlight.js/lib/languages/csharp'),
  },
  { id: 'css', name: 'CSS', words: 'css', grammar: () => import('highlight.js/lib/languages/css') },
  { id: 'dart', name: 'Dart', words: 'dart', grammar: () => import('highlight.js/lib/languages/dart') },
  { id: 'diff', name: 'Diff', words: 'diff patch', grammar: () => import('highlight.js/lib/languages/diff') },
  {
    id: 'dockerfile',
    name: 'Dockerfile',
    words: 'dockerfile docker',
    grammar: () => import('highlight.js/lib/languages/dockerfile'),
  },
  {
    id: 'elixir',
    name: 'Elixir',
    words: 'elixir ex exs',
    grammar: () => import('highlight.js/lib/languages/elixir'),
  },
  { id: 'go', name: 'Go', words: 'go golang', grammar: () => import('highlight.js/lib/languages/go') },
  {
    id: 'graphql',
    name: 'GraphQL',
    words: 'graphql gql',
    grammar: () => import('highlight.js/lib/languages/graphql'),
  },
  {
    id: 'haskell',
    name: 'Haskell',
    words: 'haskell hs',
    grammar: () => import('highlight.js/lib/languages/haskell'),
  },
  { id: 'http', name: 'HTTP', words: 'http', grammar: () => import('highlight.js/lib/languages/http') },
  {
    id: 'ini',
    name: 'INI',
    words: 'ini conf env dotenv properties',
    grammar: () => import('highlight.js/lib/languages/ini'),
  },
  { id: 'java', name: 'Java', words: 'java', grammar: () => import('highlight.js/lib/languages/java') },
  {
    id: 'javascript',
    name: 'JavaScript',
    words: 'javascript js jsx mjs cjs node',
    grammar: () => import('highlight.js/lib/languages/javascript'),
  },
  {
    id: 'json',
    name: 'JSON',
    words: 'json jsonc json5 jsonl',
    grammar: () => import('highlight.js/lib/languages/json'),
  },
  {
    id: 'julia',
    name: 'Julia',
    words: 'julia jl',
    grammar: () => import('highlight.js/lib/languages/julia'),
  },
  {
    id: 'kotlin',
    name: 'Kotlin',
    words: 'kotlin kt kts',
    grammar: () => import('highlight.js/lib/languages/kotlin'),
  },
  {
    id: 'latex',
    name: 'LaTeX',
    words: 'latex tex',
    grammar: () => import('highlight.js/lib/languages/latex'),
  },
  { id: 'lua', name: 'Lua', words: 'lua', grammar: () => import('highlight.js/lib/languages/lua') },
  {
    id: 'makefile',
    name: 'Makefile',
    words: 'makefile make mk',
    grammar: () => import('highlight.js/lib/languages/makefile'),
  },
  {
    id: 'markdown',
    name: 'Markdown',
    words: 'markdown md mdx',
    grammar: () => import('highlight.js/lib/languages/markdown'),
  },
  {
    id: 'matlab',
    name: 'MATLAB',
    words: 'matlab octave',
    grammar: () => import('highlight.js/lib/languages/matlab'),
  },
  { id: 'nginx', name: 'nginx', words: 'nginx', grammar: () => import('highlight.js/lib/languages/nginx') },
  {
    id: 'objectivec',
    name: 'Objective-C',
    words: 'objectivec objc objective-c',
    grammar: () => import('highlight.js/lib/languages/objectivec'),
  },
  { id: 'perl', name: 'Perl', words: 'perl pl', grammar: () => import('highlight.js/lib/languages/perl') },
  { id: 'php', name: 'PHP', words: 'php', grammar: () => import('highlight.js/lib/languages/php') },
  {
    id: 'powershell',
    name: 'PowerShell',
    words: 'powershell ps1 pwsh',
    grammar: () => import('highlight.js/lib/languages/powershell'),
  },
  {
    id: 'protobuf',
    name: 'Protocol Buffers',
    words: 'protobuf proto',
    grammar: () => import('highlight.js/lib/languages/protobuf'),
  },
  {
    id: 'python',
    name: 'Python',
    words: 'python py python3',
    grammar: () => import('highlight.js/lib/languages/python'),
  },
  { id: 'r', name: 'R', words: 'r', grammar: () => import('highlight.js/lib/languages/r') },
  { id: 'ruby', name: 'Ruby', words: 'ruby rb', grammar: () => import('highlight.js/lib/languages/ruby') },
  { id: 'rust', name: 'Rust', words: 'rust rs', grammar: () => import('highlight.js/lib/languages/rust') },
  { id: 'scala', name: 'Scala', words: 'scala', grammar: () => import('highlight.js/lib/languages/scala') },
  { id: 'scss', name: 'SCSS', words: 'scss sass', grammar: () => import('highlight.js/lib/languages/scss') },
  {
    id: 'sql',
    name: 'SQL',
    words: 'sql mysql postgresql postgres sqlite',
    grammar: () => import('highlight.js/lib/languages/sql'),
  },
  { id: 'swift', name: 'Swift', words: 'swift', grammar: () => import('highlight.js/lib/languages/swift') },
  {
    id: 'typescript',
    name: 'TypeScript',
    words: 'typescript ts tsx',
    grammar: () => import('highlight.js/lib/languages/typescript'),
  },
  {
    id: 'xml',
    name: 'HTML',
    words: 'html xhtml htm',
    grammar: () => import('highlight.js/lib/languages/xml'),
  },
  {
    id: 'xml',
    name: 'XML',
    words: 'xml svg vue rss',
    grammar: () => import('highlight.js/lib/languages/xml'),
  },
  { id: 'yaml', name: 'YAML', words: 'yaml yml', grammar: () => import('highlight.js/lib/languages/yaml') },
  { id: 'ini', name: 'TOML', words: 'toml', grammar: () => import('highlight.js/lib/languages/ini') },
]

const byWord = new Map<string, Language>(
  languages.flatMap((language) => language.words.split(' ').map((word) => [word, language] as const)),
)
