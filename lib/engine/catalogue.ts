/** The agents that the engine offers, in the words in which people see them; their ids are those of the wire. */

type Localized = { en: string; zh: string }

export type EngineAgentCard = {
  appId: string
  name: Localized
  description: Localized
  icon: string
  openingQuestions: { en: string[]; zh: string[] }
}

export const appIds = {
  knowledgeGuide: '1936725184036352001',
  documentReader: '1936725184036352007',
  courierDesk: '1936725184036352013',
  searcher: '1936725184036352029',
  reportWorkflow: '1936725184036352037',
  testBench: '1936725184036352051',
  mediaStudio: '1936725184036352201',
  allInputs: '1936725184036352213',
  /** Its variables are as odd as the documents allow; on no card. */
  oddInputs: '1936725184036352229',
  tripPlanner: '1936725184036352237',
  listReviewer: '1936725184036352249',
  fileChat: '1936725184036352257',
} as const

export const engineAgents: EngineAgentCard[] = [
  {
    appId: appIds.knowledgeGuide,
    name: { en: 'Knowledge guide', zh: '知识向导' },
    description: {
      en: 'Answers from a field guide to the moon over water and a table of lakes, with pages and rows.',
      zh: '根据《月与湖观察手册》和一张湖泊表回答，并注明页码与行号。',
    },
    icon: 'book-open',
    openingQuestions: {
      en: [
        'Why does the moon make a glitter path on the water?',
        'Which lake is the deepest?',
        'When is the next full moon?',
      ],
      zh: ['月光为什么会在水面拉成一条光路？', '哪个湖最深？', '下一次满月是什么时候？'],
    },
  },
  {
    appId: appIds.documentReader,
    name: { en: 'Document reader', zh: '文档阅读员' },
    description: {
      en: 'Answers from your own PDF, Word, Excel, CSV or text files and marks the place on the page or in the sheet.',
      zh: '根据你自己的 PDF、Word、Excel、CSV 或文本文件回答，并在页面或表格里标出原文。',
    },
    icon: 'file-text',
    openingQuestions: { en: [], zh: [] },
  },
  {
    appId: appIds.courierDesk,
    name: { en: 'Courier desk', zh: '快递小助手' },
    description: {
      en: 'Quotes parcels between Chinese cities, compares carriers, follows a parcel number.',
      zh: '国内城市间寄件报价、比较快递公司、查询运单。',
    },
    icon: 'package',
    openingQuestions: {
      en: [
        'How much is 3 kg from Beijing to Changsha?',
        'Where is parcel HC2048163217?',
        'Which carriers do you compare?',
      ],
      zh: [
        '从北京市海淀区寄 3 公斤到长沙市芙蓉区多少钱？',
        '运单 HC2048163217 到哪里了？',
        '你能比较哪些快递公司？',
      ],
    },
  },
  {
    appId: appIds.searcher,
    name: { en: 'Searcher', zh: '联网搜索员' },
    description: {
      en: 'Searches a small shipped web, shows what it found and cites it.',
      zh: '在内置的小型网页库里搜索，列出结果并注明出处。',
    },
    icon: 'globe',
    openingQuestions: {
      en: [
        'Why are there two tides a day?',
        'How do server-sent events reconnect?',
        'What is the difference between green and black tea?',
      ],
      zh: ['为什么一天有两次潮汐？', 'SSE 断线后怎样重连？', '绿茶和红茶有什么区别？'],
    },
  },
  {
    appId: appIds.reportWorkflow,
    name: { en: 'Report workflow', zh: '报告工作流' },
    description: {
      en: 'Paste a text: it summarises, tabulates its figures, or outlines a report, and shows each step.',
      zh: '粘贴一段文字：自动判断做摘要、数据表还是提纲，并展示每个节点。',
    },
    icon: 'workflow',
    openingQuestions: {
      en: ['Outline a report on protecting a city lake', 'What can you do with a text?'],
      zh: ['为“城市湖泊保护”写一份报告提纲', '你能怎样处理一段文字？'],
    },
  },
  {
    appId: appIds.testBench,
    name: { en: 'Test bench', zh: '演练场' },
    description: {
      en: 'Shows every kind of answer, step and failure on request. Say “help”.',
      zh: '按要求演示各种回答、步骤和故障。说“帮助”看看。',
    },
    icon: 'flask-conical',
    openingQuestions: {
      en: ['help', 'markdown', 'all tools'],
      zh: ['帮助', '排版', '全部工具'],
    },
  },
  {
    appId: appIds.mediaStudio,
    name: { en: 'Media studio', zh: '媒体工坊' },
    description: {
      en: 'Paints, films or sounds out a moonlit lake from your words, and from the colours of your picture.',
      zh: '按你的描述绘制、拍摄或合成月下之湖，还能取用参考图的颜色。',
    },
    icon: 'image',
    openingQuestions: { en: [], zh: [] },
  },
  {
    appId: appIds.allInputs,
    name: { en: 'All inputs', zh: '全部输入' },
    description: {
      en: 'A form with every kind of field: it looks at what you give it and reports what it received.',
      zh: '包含所有字段类型的表单：查看你提交的内容，并逐项报告收到了什么。',
    },
    icon: 'pen-line',
    openingQuestions: { en: [], zh: [] },
  },
  {
    appId: appIds.fileChat,
    name: { en: 'File chat', zh: '文件问答' },
    description: {
      en: 'A conversation about the files you drop into it, with the page or row of every answer.',
      zh: '把文件拖进对话再提问，每个回答都注明页码或行号。',
    },
    icon: 'messages-square',
    openingQuestions: {
      en: ['Which files can you read?'],
      zh: ['你能读哪些文件？'],
    },
  },
  {
    appId: appIds.tripPlanner,
    name: { en: 'Trip planner', zh: '湖边行程' },
    description: {
      en: 'Plans days by a lake: asks where and when, then works out the moon of every night.',
      zh: '规划湖边行程：先问去哪里、什么时候，再推算每晚的月亮。',
    },
    icon: 'compass',
    openingQuestions: {
      en: [
        'Plan a trip to a deep lake',
        'A quiet weekend by the water in Italy',
        'Qinghai Lake at the next full moon',
      ],
      zh: ['规划一次高原湖的行程', '想带孩子去湖边过周末', '下次满月去洱海'],
    },
  },
  {
    appId: appIds.listReviewer,
    name: { en: 'List reviewer', zh: '清单审阅' },
    description: {
      en: 'Goes through a list line by line in a loop: duplicates, dates, sums, addresses, punctuation.',
      zh: '循环逐条审阅清单：重复、日期、算式、邮箱网址、标点。',
    },
    icon: 'list-checks',
    openingQuestions: {
      en: [
        'Check this list: 2026-02-30 meeting; 3 + 4 = 8; bring the the tent; mail anna@lake',
        'Review the table of lakes in 20 rounds',
      ],
      zh: ['检查这份清单：2026-02-30 开会；3 + 4 = 8；带上帐篷（两顶；联系 anna@lake', '用 20 轮审阅湖泊表'],
    },
  },
]
