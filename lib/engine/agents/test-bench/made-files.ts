import { findNumber } from '../../bench/scenario'
import { drawBarChart } from '../../media/bar-chart'
import { drawMoon } from '../../media/moon'
import { english, depth, valueOf } from '../guide/lake-columns'
import { lakesOf } from '../trip/lakes'
import type { Bench, Scenario, ScenarioGroup } from './scenario'

const listed = 8
const longestWaitSeconds = 120

export const madeFiles: ScenarioGroup = {
  title: { en: 'Files and addresses', zh: '文件与地址' },
  scenarios: [
    kind(
      ['csv file', 'table file', '表格文件'],
      'all_tools: code, its output and a CSV file that was really made',
      'all_tools：代码、输出和真实生成的 CSV 文件',
      async (bench) => {
        const rows = await findDeepest(bench)
        const csv = ['lake,depth_m', ...rows.map(({ name, value }) => `"${name}",${value}`)].join('\r\n')
        await bench.answer.sendContent({
          type: 'all_tools',
          msg: {
            code: `import csv\nrows = sorted(lakes, key=lambda lake: -lake.depth)[:${listed}]\nwith open("deepest.csv", "w") as file:\n    csv.writer(file).writerows([("lake", "depth_m"), *rows])\nprint(len(rows), "rows")`,
            text: `${rows.length} rows`,
            // The byte order mark lets a spreadsheet read it as UTF-8.
            file: publish(bench, Buffer.from(`\uFEFF${csv}\r\n`), 'text/csv; charset=utf-8', 'csv'),
          },
        })
        await bench.say('The file is ready to be downloaded.', '文件可以下载了。')
      },
    ),
    kind(
      ['png file', 'chart file', '图表文件'],
      'all_tools: a chart as PNG, drawn from the table of lakes',
      'all_tools：根据湖泊表画出的 PNG 图表',
      async (bench) => {
        const rows = await findDeepest(bench)
        const bars = rows.map(({ name, value }) => ({ label: name, value }))
        const png = await drawBarChart('Depth, m', bars)
        await bench.answer.sendContent({
          type: 'all_tools',
          msg: {
            code: 'plt.barh([lake.name for lake in deepest], [lake.depth for lake in deepest])\nplt.savefig("deepest.png")',
            text: rows.map(({ name, value }) => `${name}: ${value} m`).join('\n'),
            file: publish(bench, png, 'image/png', 'png'),
          },
        })
        await bench.say('The deepest stands on top.', '最上面的最深。')
      },
    ),
    kind(
      ['tools piecewise', '分段工具'],
      'all_tools in three pieces: code, then text, then a file',
      'all_tools 分三次到达：代码、文字、文件',
      async (bench) => {
        const file = publish(bench, Buffer.from('moon,lake\r\nfull,calm\r\n'), 'text/csv', 'csv')
        for (const msg of [{ code: 'print(6 * 7)' }, { text: '42' }, { file }]) {
          await bench.answer.sendContent({ type: 'all_tools', msg })
          await bench.answer.wait(300)
        }
      },
    ),
    kind(
      ['short-lived image', 'short-lived', '短期图片'],
      '`short-lived image 5 s`: its address holds that long and then answers 403',
      '`短期图片 5 秒`：地址 5 秒后返回 403',
      async (bench) => {
        const seconds = findNumber(bench.words, /(\d+)\s*(?:s|秒)/, 5, longestWaitSeconds)
        await sendImage(bench, publish(bench, drawMoon(320, 320), 'image/png', 'png', seconds * 1_000))
        await bench.say(`Copy it within ${seconds} s.`, `请在 ${seconds} 秒内保存。`)
      },
    ),
    kind(
      ['expired image', '过期图片'],
      'an image whose address has expired already',
      '地址已经过期的图片',
      async (bench) => {
        await sendImage(bench, publish(bench, drawMoon(64, 64), 'image/png', 'png', -1))
        await bench.say('Its address is no longer valid.', '它的地址已经失效。')
      },
    ),
    kind(
      ['missing image', '丢失图片'],
      'an image at an address that answers 404',
      '地址返回 404 的图片',
      async (bench) => {
        await sendImage(bench, `${bench.answer.publicUrl}/engine/media/nothing.png`)
        await bench.say('There is nothing at its address.', '地址上什么都没有。')
      },
    ),
    kind(
      ['late images', '迟到图片'],
      '`late images 15 s`: eight images whose address takes that long',
      '`迟到图片 15 秒`：八张图片，地址 15 秒后才有应答',
      async (bench) => {
        const seconds = findNumber(bench.words, /(\d+)\s*(?:s|秒)/, 15, longestWaitSeconds)
        for (let index = 1; index <= 8; index += 1)
          await sendImage(
            bench,
            `${bench.answer.publicUrl}/engine/media/moon.png?after=${seconds}&number=${index}`,
          )
        await bench.say('They take their time.', '它们来得慢。')
      },
    ),
    kind(['false image', '假图片'], 'HTML that calls itself an image', '自称图片的 HTML', async (bench) => {
      const html = Buffer.from('<html><script>window.__ran = true</script><h1>no picture</h1></html>')
      await sendImage(bench, publish(bench, html, 'image/png', 'png'))
      await bench.say('It is not what it says.', '它并不是图片。')
    }),
    kind(
      ['gallery', '图集'],
      '`gallery 12`: that many images, each its own',
      '`图集 12`：12 张不同的图片',
      async (bench) => {
        const count = Math.max(1, findNumber(bench.words, /(\d+)/, 6, 40))
        for (let index = 1; index <= count; index += 1)
          await sendImage(bench, publish(bench, drawMoon(120 + index * 8, 120), 'image/png', 'png'))
      },
    ),
    kind(
      ['slow video', '慢视频'],
      '`slow video 20 s`: announced at once, ready after that',
      '`慢视频 20 秒`：先占位，20 秒后完成',
      async (bench) => {
        const seconds = findNumber(bench.words, /(\d+)\s*(?:s|秒)/, 10, longestWaitSeconds)
        await sendVideo(bench, '', 'PROCESSING')
        await bench.answer.wait(seconds * 1_000)
        await sendVideo(bench, `${bench.answer.publicUrl}/engine/media/moonrise.webm`, 'SUCCESS')
      },
    ),
    kind(
      ['failed video', '视频失败'],
      'a video that is announced and never made',
      '占位之后没有做成的视频',
      async (bench) => {
        await sendVideo(bench, '', 'PROCESSING')
        await bench.answer.wait(1_500)
        await sendVideo(bench, '', 'FAIL')
        await bench.say('It could not be made.', '没有做成。')
      },
    ),
  ],
}

async function findDeepest({ answer }: Bench): Promise<{ name: string; value: number }[]> {
  const rows = lakesOf((await answer.state.library()).rows)
  return rows
    .map((row) => ({ name: String(row.cells[english.name]), value: valueOf(row, depth) }))
    .sort((left, right) => right.value - left.value)
    .slice(0, listed)
}

function publish({ answer }: Bench, bytes: Buffer, type: string, extension: string, lifeMs?: number): string {
  return `${answer.publicUrl}${answer.state.made.add({ type, bytes }, extension, lifeMs)}`
}

function sendImage({ answer }: Bench, url: string): Promise<void> {
  return answer.sendContent({ type: 'image', msg: { url } })
}

function sendVideo({ answer }: Bench, url: string, status: string): Promise<void> {
  const coverUrl = url === '' ? '' : `${answer.publicUrl}/engine/media/cover.png`
  return answer.sendContent({ type: 'video', msg: { url, coverUrl, status } })
}

function kind(phrases: string[], en: string, zh: string, run: Scenario['run']): Scenario {
  return { phrases, about: { en, zh }, run }
}
