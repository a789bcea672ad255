import { article } from './article'

const wiki = 'https://en.wikipedia.org/wiki/'
const wikiZh = 'https://zh.wikipedia.org/wiki/'

export const culture = [
  article(
    'en',
    'Tea processing',
    `${wiki}Tea_processing`,
    'Wikipedia',
    'All true tea comes from Camellia sinensis; the difference lies in processing. Green tea is heated soon after picking, so its leaves do not oxidise. Black tea, called red tea in China, is withered, rolled and fully oxidised. Oolong lies between, and dark tea such as pu-erh is fermented by microbes.',
  ),
  article(
    'zh',
    '茶叶分类：绿茶与红茶',
    `${wikiZh}茶`,
    '维基百科',
    '绿茶采摘后很快杀青，不发酵，保留绿色和清香；红茶经过萎凋、揉捻和完全发酵，汤色红亮。乌龙茶介于两者之间，黑茶如普洱经微生物后发酵。冲泡绿茶水温约80度，红茶用沸水。',
  ),
  article(
    'en',
    'Mid-Autumn Festival',
    `${wiki}Mid-Autumn_Festival`,
    'Wikipedia',
    'The Mid-Autumn Festival is celebrated on the fifteenth day of the eighth lunar month with mooncakes, lanterns and moon gazing. It is a festival of reunion and thanks for the harvest.',
  ),
  article(
    'zh',
    '中秋节',
    `${wikiZh}中秋节`,
    '维基百科',
    '中秋节在农历八月十五，人们赏月、吃月饼、提灯笼，与家人团圆。传说与嫦娥奔月、吴刚伐桂有关。',
  ),
  article(
    'en',
    'Typography: line length',
    'https://practicaltypography.com/line-length.html',
    'Practical Typography',
    'Text is easiest to read in lines of about 45 to 90 characters. Shorter lines break the rhythm, longer ones make the eye lose its way back. Line spacing of 120 to 145 percent of the type size suits most Latin text.',
  ),
  article(
    'zh',
    '中文排版需求',
    'https://www.w3.org/International/clreq/',
    'W3C',
    '中文排版需求说明了标点挤压、行首行尾禁则、中西文间距、竖排等规则，供网页和电子书实现参考。正文行距一般比西文大。',
  ),
  article(
    'en',
    'Calligraphy',
    `${wiki}Chinese_calligraphy`,
    'Wikipedia',
    'Chinese calligraphy is writing as art, with brush, ink, paper and inkstone, the four treasures of the study. Its main scripts are seal, clerical, regular, running and cursive.',
  ),
  article(
    'zh',
    '唐诗',
    `${wikiZh}唐诗`,
    '维基百科',
    '唐诗是唐代的诗歌，代表诗人有李白、杜甫、王维、白居易。李白爱写月亮，“举头望明月，低头思故乡”出自《静夜思》。',
  ),
  article(
    'en',
    'Pasta',
    `${wiki}Pasta`,
    'Wikipedia',
    'Pasta is made of durum wheat and water or egg. It is boiled in plenty of salted water, about ten grams of salt and a litre for each hundred grams, and is done when it is firm to the bite, al dente.',
  ),
  article(
    'en',
    'Sleep and light',
    'https://www.nigms.nih.gov/education/fact-sheets/Pages/circadian-rhythms.aspx',
    'NIH',
    'Circadian rhythms are changes of body and mind over about a day, set by light. Bright light in the evening delays sleep by holding back the hormone melatonin, so dim light helps before going to bed.',
  ),
  article(
    'zh',
    '褪黑素与睡眠',
    `${wikiZh}褪黑素`,
    '维基百科',
    '褪黑素由松果体在黑暗中分泌，调节昼夜节律。夜晚的强光会抑制它的分泌，推迟入睡，睡前应减少屏幕光。',
  ),
]
