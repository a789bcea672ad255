/** The models that the engine offers, in the words in which people see them; their ids are those of the wire. */

type Localized = { en: string; zh: string }

export type EngineModelCard = {
  id: string
  name: Localized
  description: Localized
  icon: string
  openingQuestions: { en: string[]; zh: string[] }
  /** Kinds of files that may go along with a question. */
  attaches: ('document' | 'sheet' | 'image' | 'audio' | 'video')[]
  /** Groups of settings that it takes. */
  settings: (
    'system_prompt' | 'sampling' | 'output' | 'thinking' | 'web_search' | 'functions' | 'mcp' | 'all_tools'
  )[]
  /** Whether `GET /paas/v4/models` names it: text models only. */
  isListed: boolean
}

export const modelIds = {
  chat: 'moonlake-chat',
  mini: 'moonlake-chat-mini',
  vision: 'moonlake-vision',
  voice: 'moonlake-voice',
  allTools: 'moonlake-alltools',
  film: 'moonlake-film',
  testBench: 'moonlake-test-bench',
} as const

export const engineModels: EngineModelCard[] = [
  {
    id: modelIds.chat,
    name: { en: 'Moonlake Chat', zh: '月湖对话' },
    description: {
      en: 'Answers from a shipped library, shows its thinking, and uses web search, functions and MCP servers.',
      zh: '根据内置资料回答，展示思考过程，可用联网搜索、函数和 MCP 服务器。',
    },
    icon: 'message-circle',
    openingQuestions: {
      en: [
        'Why do we always see the same side of the moon?',
        'Which lake is the deepest?',
        'What can you do?',
      ],
      zh: ['为什么我们总看到月球的同一面？', '哪个湖最深？', '你能做什么？'],
    },
    attaches: [],
    settings: ['system_prompt', 'sampling', 'output', 'thinking', 'web_search', 'functions', 'mcp'],
    isListed: true,
  },
  {
    id: modelIds.mini,
    name: { en: 'Moonlake Chat Mini', zh: '月湖对话 Mini' },
    description: {
      en: 'The same library, quicker and without thinking.',
      zh: '同样的资料，更快，不展示思考。',
    },
    icon: 'zap',
    openingQuestions: {
      en: ['When is the next full moon?', 'What is earthshine?'],
      zh: ['下一次满月是什么时候？', '什么是地照？'],
    },
    attaches: [],
    settings: ['system_prompt', 'sampling', 'output', 'web_search', 'functions', 'mcp'],
    isListed: true,
  },
  {
    id: modelIds.vision,
    name: { en: 'Moonlake Vision', zh: '月湖视觉' },
    description: {
      en: 'Looks at pictures and videos: size, length, colours. Reads documents and answers from them.',
      zh: '查看图片和视频的尺寸、时长与颜色；阅读文档并据此回答。',
    },
    icon: 'eye',
    openingQuestions: { en: [], zh: [] },
    attaches: ['image', 'video', 'document', 'sheet'],
    settings: ['system_prompt', 'sampling', 'output', 'thinking'],
    isListed: false,
  },
  {
    id: modelIds.voice,
    name: { en: 'Moonlake Voice', zh: '月湖语音' },
    description: {
      en: 'Listens to a recording, says how long and how loud it is, and answers with a sound of its own.',
      zh: '听取录音，说明时长与响度，并用一段声音回答。',
    },
    icon: 'audio-lines',
    openingQuestions: {
      en: ['Play a slow, dark tune for 6 s', 'Rain and distant bells, 5 s'],
      zh: ['来一段缓慢忧郁的旋律，6 秒', '细雨和远处的钟声，5 秒'],
    },
    attaches: ['audio'],
    settings: ['system_prompt', 'sampling', 'output'],
    isListed: false,
  },
  {
    id: modelIds.allTools,
    name: { en: 'Moonlake AllTools', zh: '月湖全能' },
    description: {
      en: 'Calculates with a code interpreter, paints with a drawing tool and browses a small shipped web.',
      zh: '用代码解释器计算，用绘图工具作画，用浏览器查找内置网页。',
    },
    icon: 'wrench',
    openingQuestions: {
      en: [
        'Calculate (384400 / 12742) ^ 2',
        'Draw a full moon over a winter lake',
        'Search the web for tides',
      ],
      zh: ['计算 (384400 / 12742) ^ 2', '画一幅冬夜湖上的满月', '上网查一下潮汐'],
    },
    attaches: [],
    settings: ['system_prompt', 'sampling', 'output', 'all_tools', 'functions'],
    isListed: true,
  },
  {
    id: modelIds.film,
    name: { en: 'Moonlake Film', zh: '月湖影片' },
    description: {
      en: 'Films a few seconds of the moon over a lake, as you describe it.',
      zh: '按描述拍摄几秒钟的湖上月色。',
    },
    icon: 'film',
    openingQuestions: {
      en: ['A crescent over a misty autumn lake', 'Full moon, snow, a boat, 4 s'],
      zh: ['秋雾湖面上的弯月', '满月、雪、小船，4 秒'],
    },
    attaches: [],
    settings: ['system_prompt'],
    isListed: false,
  },
  {
    id: modelIds.testBench,
    name: { en: 'Model test bench', zh: '模型演练场' },
    description: {
      en: 'Every variant, fault and odd form that a model can answer with. Ask for help.',
      zh: '模型可能给出的各种变体、错误和奇怪格式。发送“帮助”查看。',
    },
    icon: 'flask-conical',
    openingQuestions: {
      en: ['help', 'whole arguments', 'content filter'],
      zh: ['帮助', '整段参数', '内容过滤'],
    },
    attaches: ['image', 'video', 'audio', 'document', 'sheet'],
    settings: [
      'system_prompt',
      'sampling',
      'output',
      'thinking',
      'web_search',
      'functions',
      'mcp',
      'all_tools',
    ],
    isListed: true,
  },
]
