import type { Language } from '../../index/language'

const code = `\`\`\`ts
export function illumination(ageInDays: number): number {
  const phase = (2 * Math.PI * ageInDays) / 29.530588 // synodic month
  return (1 - Math.cos(phase)) / 2
}
\`\`\`

\`\`\`python
def glitter_width(slope: float, height: float) -> float:
    """Half the width of the glitter path, in metres."""
    return 2 * slope * height
\`\`\`

\`\`\`bash
curl -N https://example.org/moon | grep --line-buffered '满月'
\`\`\`

\`\`\`json
{ "phase": "full", "lit": 1, "names": ["望", "full moon"] }
\`\`\`

\`\`\`diff
- the moon is larger at the horizon
+ the moon only looks larger at the horizon
\`\`\``

const mermaid = `\`\`\`mermaid
flowchart LR
  Sun[☀ Sun] --> Moon[🌕 Moon]
  Moon --> Lake[🌊 Lake]
  Lake --> Eye[👁 Eye]
\`\`\``

export const showcase: Record<Language, string> = {
  en: `# A tour of Markdown

Plain text with **bold**, *italic*, ***both***, ~~struck~~, \`inline code\`, a [link](https://en.wikipedia.org/wiki/Moon), an autolink https://www.nasa.gov and a footnote.[^1] Mixed with Chinese: 这是**“月光”**，还是粗体。

## Lists

- [x] Look up
- [ ] Wait for the moon
  - [ ] Bring a warm coat
- A plain entry
  1. nested and numbered
  2. second

## A table

| Phase | Lit | Rises | Note |
| :--- | ---: | :---: | --- |
| New moon | 0 % | sunrise | not visible |
| First quarter | 50 % | noon | best for craters |
| Full moon | 100 % | sunset | \`all night\` |

## Math

Inline: $E = mc^2$ and $\\frac{1}{2}(1-\\cos\\varphi)$. A price of $5 is not math. Block:

$$
\\int_0^{2\\pi} \\frac{1-\\cos\\varphi}{2}\\,d\\varphi = \\pi
$$

## Code

${code}

## A quote

> The moon on the lake is the same moon.
>
> > A quote inside the quote, with a list:
> > - one
> > - two

## A diagram

${mermaid}

---

The end.

[^1]: A footnote may hold *emphasis* and a [link](https://developer.mozilla.org).
`,
  zh: `# Markdown 一览

普通文字里有**粗体**、*斜体*、***粗斜体***、~~删除线~~、\`行内代码\`、[链接](https://zh.wikipedia.org/wiki/月球)和脚注。[^1] 中文标点旁的强调：**“月光”**照在湖上，**注意：**这里也应当加粗。

## 列表

- [x] 抬头看
- [ ] 等月亮
  - [ ] 带一件厚外套
- 普通的一项
  1. 嵌套并编号
  2. 第二项

## 表格

| 月相 | 照亮 | 月出 | 备注 |
| :--- | ---: | :---: | --- |
| 朔 | 0 % | 日出 | 看不见 |
| 上弦 | 50 % | 正午 | 最适合看环形山 |
| 望 | 100 % | 日落 | \`整夜可见\` |

## 公式

行内：$E = mc^2$ 与 $\\frac{1}{2}(1-\\cos\\varphi)$。五美元 $5 不是公式。独立成行：

$$
\\int_0^{2\\pi} \\frac{1-\\cos\\varphi}{2}\\,d\\varphi = \\pi
$$

## 代码

${code}

## 引用

> 月在湖中，仍是同一轮月。
>
> > 引用里的引用，还有列表：
> > - 一
> > - 二

## 图

${mermaid}

---

完。

[^1]: 脚注里可以有*强调*和[链接](https://developer.mozilla.org)。
`,
}
