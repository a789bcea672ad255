/** 100 kB of Markdown with everything that costs: paragraphs, nested lists, tables, code, math and quotes. */
const wantedBytes = 100_000

function section(number) {
  return `## Section ${number}: what the water keeps

Moonlight is sunlight sent back by dark rock, and a **lake at night** shows it twice: once above, once below. The reflection is *longer* than the moon is wide because every wave is a small mirror with its own slope. See [the guide](https://example.org/moon/${number}) for the full argument, and note that \`slope = ${number} / 100\` is assumed.

月光是深色岩石反射回来的阳光。夜里的湖把它照出两次：一次在天上，一次在水里。**注意：**倒影总比月亮更长，因为每一道波都是一面小镜子。

- Calm water gives one bright point
  - a breeze of 2 m/s stretches it to a path
  - a storm breaks it into sparks
    1. first the far ones
    2. then the near ones
- Observation ${number} was made from the eastern shore

| Phase | Lit | Rises | Note |
| :--- | ---: | :---: | --- |
| New moon | 0 % | sunrise | not visible |
| First quarter | 50 % | noon | best for craters |
| Full moon | 100 % | sunset | all night, run ${number} |

\`\`\`ts
export function glitterWidth(slope: number, height: number): number {
  const samples = Array.from({ length: ${number + 3} }, (_, index) => index * slope)
  return samples.reduce((sum, value) => sum + 2 * value * height, 0) // metres
}
\`\`\`

The width grows as $w = 2 \\sigma h$, and over a whole period

$$
\\int_0^{2\\pi} \\frac{1-\\cos\\varphi}{2}\\,d\\varphi = \\pi \\quad (n = ${number})
$$

> The moon on the lake is the same moon.
>
> > And the lake is every lake, said keeper ${number}.

`
}

export const longMarkdown = (() => {
  let text = ''
  for (let number = 1; Buffer.byteLength(text) < wantedBytes; number += 1) text += section(number)
  return text
})()
