import { newVariable } from '../agent'
import type { EngineVariable, OddVariable } from '../agent'
import { skyObjects } from './sky-objects'

export const allInputVariables: EngineVariable[] = [
  newVariable('1936725184036381007', 'input', 'Question 问题', {
    tips: 'One line, or as many as you like 一行或多行都可以',
  }),
  newVariable('1936725184036381019', 'selection_list', 'Tone 语气', {
    tips: 'How the report is worded 报告的语气',
    options: ['plain 平实', 'friendly 亲切', 'brief 简短'],
  }),
  newVariable('1936725184036381031', 'selection_list', 'Sky object 天体', {
    tips: 'Eight thousand to choose from 有八千多个可选',
    options: skyObjects,
  }),
  newVariable('1936725184036381043', 'upload_file', 'Documents 文档', {
    tips: 'PDF, DOCX, XLSX, CSV, TXT, MD',
  }),
  newVariable('1936725184036381057', 'upload_image', 'Images 图片', {
    tips: 'JPG or PNG, at most 5 MB and 6000 × 6000 最大 5 MB',
  }),
  newVariable('1936725184036381063', 'upload_video', 'Videos 视频', {
    tips: 'MP4, at most 20 MB and 30 s 最大 20 MB、30 秒',
  }),
  newVariable('1936725184036381079', 'upload_audio', 'Audio 音频', { tips: 'WAV, MP3, M4A …' }),
  {
    ...newVariable('1936725184036381091', 'input_template', 'Traveller 旅客'),
    // The older form of the documents: parts without tips, choices as `allow_values`, `{{name}}` in the text.
    input_template: {
      options: [
        { id: '1936725184036381103', type: 'input', name: 'Name 姓名' },
        { id: '1936725184036381117', type: 'input', name: 'City 城市' },
        {
          id: '1936725184036381129',
          type: 'selection_list',
          name: 'Seat 座位',
          allow_values: ['window 靠窗', 'aisle 过道'],
        },
      ],
      splicing_template: 'Traveller 旅客: {{Name 姓名}}; from 来自 {{City 城市}}; seat 座位 {{Seat 座位}}',
    },
  },
]

/** What a tolerant client meets: a type of tomorrow, numbers as ids, missing fields, both spellings, the same name twice. */
export const oddInputVariables: OddVariable[] = [
  { id: '1936725184036382003', type: 'Input', name: 'Question 问题' },
  { id: '1936725184036382017', type: 'date_picker', name: 'Date 日期', tips: 'YYYY-MM-DD', format: 'date' },
  { id: 7, type: 'selection_list', name: 'Spelling 拼写', allow_values: ['allow_values', 'allowed_values'] },
  { id: '1936725184036382031', type: 'selection_list', name: 'No options 没有选项', allowed_values: [] },
  { id: '1936725184036382043', type: 'input', name: 'Twice 重名', tips: null, allowed_values: null },
  { id: '1936725184036382057', type: 'input', name: 'Twice 重名', tips: 'the second 第二个' },
  { id: '1936725184036382063', type: 'input', name: '', tips: 'without a name 没有名字' },
]
