import { newSnowflake } from '../../ids'
import type { Bench, Scenario, ScenarioGroup } from './scenario'

export const media: ScenarioGroup = {
  title: { en: 'Media and questions back', zh: '媒体与反问' },
  scenarios: [
    kind(['image', 'picture', '图片'], 'an image beside text', '文字旁的一张图片', async (bench) => {
      await bench.say('A moon for you:', '给你一轮月亮：')
      await bench.answer.sendContent({ type: 'image', msg: { url: mediaUrl(bench, 'moon.png') } })
      await bench.say('It was drawn by the engine.', '这是引擎自己画的。')
    }),
    kind(['flat image', '平铺图片'], 'an image in the flattened layout', '平铺写法的图片', async (bench) => {
      await bench.answer.sendContent({ type: 'image', msg: '', url: mediaUrl(bench, 'lake.svg') })
    }),
    kind(['video', '视频'], 'a video that is pending first', '先等待、后完成的视频', async (bench) => {
      await bench.say('The video is being made …', '视频正在生成……')
      await bench.answer.sendContent({ type: 'video', msg: { url: '', coverUrl: '', status: 'PROCESSING' } })
      await bench.answer.wait(2_000)
      await bench.answer.sendContent({
        type: 'video',
        msg: {
          url: mediaUrl(bench, 'moonrise.webm'),
          coverUrl: mediaUrl(bench, 'cover.png'),
          status: 'SUCCESS',
        },
      })
    }),
    kind(['audio', 'sound', '音频'], 'a short tone', '一段短音', async (bench) => {
      await bench.say('Listen:', '请听：')
      await bench.answer.sendContent({ type: 'audio', msg: { url: mediaUrl(bench, 'tone.wav') } })
    }),
    kind(
      ['all_tools', 'code run', '代码运行'],
      'code, its output and a file',
      '代码、输出和文件',
      async (bench) => {
        await bench.answer.sendContent({
          type: 'all_tools',
          msg: {
            code: 'depths = {"Baikal": 1642, "Tanganyika": 1470}\nprint(max(depths, key=depths.get))',
            text: 'Baikal',
            file: mediaUrl(bench, 'lake.svg'),
          },
        })
        await bench.say('Lake Baikal is the deepest.', '贝加尔湖最深。')
      },
    ),
    kind(
      ['ask me', 'question back', '反问'],
      'a question back with options; the answer resumes',
      '带选项的反问，回答后继续',
      async (bench) => {
        await bench.answer.sendContent({
          type: 'qa',
          msg: {
            call_id: newCall(bench, 'option'),
            question:
              bench.answer.language === 'zh'
                ? '你想去哪片水边看月亮？'
                : 'Which water would you watch the moon from?',
            answer_type: 'option',
            options:
              bench.answer.language === 'zh'
                ? ['西湖', '青海湖', '洱海']
                : ['West Lake', 'Qinghai Lake', 'Lake Como'],
          },
        })
      },
    ),
    kind(['ask for text', '填空'], 'a question back with a field', '带输入框的反问', async (bench) => {
      await bench.answer.sendContent({
        type: 'qa',
        msg: {
          call_id: newCall(bench, 'input'),
          question: bench.answer.language === 'zh' ? '你的湖叫什么名字？' : 'What is your lake called?',
          answer_type: 'input',
          options: [],
        },
      })
    }),
    kind(
      ['ask many', '很多问题选项'],
      'a question back with 30 options, some of them long',
      '有 30 个选项的反问，有些很长',
      async (bench) => {
        const isZh = bench.answer.language === 'zh'
        const long = isZh
          ? '，以及从那里到日出之前的整段路程'
          : ' and the whole way from there until the sun rises'
        await bench.answer.sendContent({
          type: 'qa',
          msg: {
            call_id: newCall(bench, 'option'),
            question: isZh ? '选哪一段岸线？' : 'Which part of the shore?',
            answer_type: 'option',
            options: Array.from(
              { length: 30 },
              (_, index) =>
                `${isZh ? '第' : 'Part '}${index + 1}${isZh ? '段' : ''}${index % 9 === 4 ? long : ''}`,
            ),
          },
        })
      },
    ),
    kind(
      ['ask twice', '连问两次'],
      'two questions back in one answer',
      '一个回答里有两个反问',
      async (bench) => {
        const isZh = bench.answer.language === 'zh'
        for (const [answer_type, question, options] of [
          [
            'option',
            isZh ? '白天还是夜里？' : 'By day or by night?',
            isZh ? ['白天', '夜里'] : ['day', 'night'],
          ],
          ['input', isZh ? '几个人？' : 'How many people?', []],
        ] as const)
          await bench.answer.sendContent({
            type: 'qa',
            msg: { call_id: newCall(bench, answer_type), question, answer_type, options },
          })
      },
    ),
    kind(
      ['computer', '电脑操作'],
      'a computer_call, shown read-only',
      '电脑操作，只读展示',
      async (bench) => {
        await bench.answer.sendContent({
          type: 'computer_call',
          msg: {
            call_id: newCall(bench, 'computer'),
            task: 'Find the next full moon',
            action: 'open_calendar',
            status: 'running',
            plan: '1. Open the calendar. 2. Look for the round symbol.',
            operation: 'click(120, 240)',
            level: 'general',
          },
        })
        await bench.say('The calendar is open.', '日历打开了。')
      },
    ),
  ],
}

/** Goes on after a question back: the call id says which question it was. */
export async function resume(bench: Bench, callId: string): Promise<void> {
  const kindOfCall = bench.answer.conversation.memory.get(`call:${callId}`)
  const reply = bench.answer.question
  if (kindOfCall === undefined) {
    return bench.say('I did not ask anything under that call id.', '我没有用这个 call_id 问过问题。')
  }
  bench.answer.conversation.memory.delete(`call:${callId}`)
  await bench.say(
    `You chose **${reply}**. The workflow went on from there: pack a thermos, the moon rises soon.`,
    `你选了**${reply}**。流程从那里继续：带上保温杯，月亮快升起来了。`,
  )
}

function kind(phrases: string[], en: string, zh: string, run: Scenario['run']): Scenario {
  return { phrases, about: { en, zh }, run }
}

function mediaUrl(bench: Bench, name: string): string {
  return `${bench.answer.publicUrl}/engine/media/${name}`
}

function newCall(bench: Bench, kindOfCall: string): string {
  const callId = `call_${newSnowflake()}`
  bench.answer.conversation.memory.set(`call:${callId}`, kindOfCall)
  return callId
}
