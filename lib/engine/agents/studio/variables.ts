import { newVariable } from '../agent'

export const products = ['picture 图片', 'video 视频', 'sound 声音'] as const
export const styles = [
  'moonlit 月夜',
  'dawn 晨曦',
  'dusk 暮色',
  'aurora 极光',
  'ink wash 水墨',
  'paper cut 剪纸',
] as const

export const studioFields = {
  product: newVariable('1936725184036380003', 'selection_list', 'What to make 做什么', {
    tips: 'Choose one 选一种',
    options: [...products],
  }),
  description: newVariable('1936725184036380017', 'input', 'Description 描述', {
    tips: 'Phase, season, colours, waves, size; or bells, waves, a tune. 例如：深秋的残月，橙色，有浪，宽幅',
  }),
  style: newVariable('1936725184036380029', 'selection_list', 'Style 风格', { options: [...styles] }),
  reference: newVariable('1936725184036380041', 'upload_image', 'Reference image 参考图', {
    tips: 'Its colours are used 取用它的颜色',
  }),
}
