/** What stands in the test documents: made up, and each fact in one place only, so that a question finds one passage. */

type Ask = { question: string; phrase: string; page: number }

export const paper = {
  title: 'Seiches of Small Mountain Lakes',
  abstract:
    'We watched the surface of Lake Orrin for two summers with four pressure gauges. The lake swings like water in a bath tub after each storm. This paper reports how often it swings, how high, and what the swinging does to the layer of cold water below.',
  /** Left and right of page 1, left and right of page 2. */
  columns: [
    [
      'A seiche is a standing wave in a closed basin. Wind pushes the water to one shore, and when the wind drops the water runs back, overshoots, and returns. In Lake Orrin a seiche lasts for about nineteen minutes from crest to crest, as the formula of Merian predicts for a basin of this length and depth.',
      'The four gauges were sunk at the ends of both axes of the lake. Each of them wrote down the pressure every fifteen seconds. Batteries were changed by boat on the first Monday of each month, which is why short gaps stand in the record.',
      'The highest crest was measured on the ninth of August. It reached forty-one centimetres above the still level, enough to wet the path along the northern shore. Two rowing boats were carried into the reeds.',
    ],
    [
      'Storms were sorted by the direction of the wind. Westerly storms, which blow along the valley, raised three crests out of four. Northerly storms are stronger but cross the lake on its short axis, and the water hardly answered them.',
      'The swinging dies away because of friction at the bottom. After eleven swings the height had fallen to one tenth. A lake with a flat muddy floor would swing for longer than a lake full of boulders like this one.',
      'A second, slower movement was found below the surface. The boundary between warm and cold water rocks with a period of fourteen hours. Nobody sees it from the shore, but the trout follow it, and so do the anglers.',
    ],
    [
      'Two models were compared with the record. The first takes the lake as a box with flat walls and misses the period by nine percent. The second uses the measured depths on a grid of fifty metres and misses it by less than one percent.',
      'The grid was made from eight hundred soundings with a weighted line. The deepest sounding was sixty-seven metres, close to the eastern cliff, where old maps show only thirty.',
    ],
    [
      'What should a harbour master do? When the gauge at the western end falls by ten centimetres within a quarter of an hour, a crest will arrive at the jetty soon after. A bell that rings at that moment gives the boats nine minutes of warning.',
      'We thank the fishing society of Orrin for two summers of boats, coffee and patience. The records are kept in the library of the village school, where anyone may read them.',
    ],
  ] as const satisfies readonly [string[], string[], string[], string[]],
  asks: [
    { question: 'How high was the highest crest?', phrase: 'forty-one centimetres', page: 1 },
    { question: 'Which storms raised most of the crests?', phrase: 'Westerly storms', page: 1 },
    { question: 'How deep was the deepest sounding?', phrase: 'sixty-seven metres', page: 2 },
    { question: 'What should a harbour master do?', phrase: 'A bell that rings', page: 2 },
  ] satisfies Ask[],
}

export const handbook = {
  /** One for each page of the mixed document. */
  pages: [
    'The boathouse opens at seven in the morning and closes one hour after sunset. Whoever comes later finds the key with the ferryman, who lives in the yellow house behind the chapel.',
    'Anchors of the northern jetty are inspected every spring. The chain of anchor number five was replaced after the ice of the long winter had torn it, and the new chain is marked with green paint.',
    'The lantern on the small island burns with lamp oil. One filling lasts for thirty-two hours.',
    'Ice may be walked on when it is clear and thicker than twelve centimetres. White ice carries only half as much. Red flags at the inlet mean that warm springs thin the ice from below.',
    'Sailing boats give way to the ferry inside the buoys. The ferry sounds its horn twice before it turns, and it never turns between the second and the third buoy because of the shallow bank.',
    'Fishing with nets is allowed from the first of June. Pike shorter than fifty-five centimetres go back into the water, and so does every sturgeon of whatever length.',
    'The weather mast stands on the dam. Its anemometer was built by the clockmaker Ansel Brook and has missed a single night in forty years, the night of the great hail.',
    'Lost property is kept in the drawer of the pilot for one year. Umbrellas are given to the school after a month because there are always too many of them.',
  ] as const satisfies readonly string[],
  asks: [
    { question: 'When does the boathouse open?', phrase: 'opens at seven', page: 1 },
    { question: 'Why was the chain of anchor number five replaced?', phrase: 'long winter', page: 2 },
    { question: 'How long does one filling of lamp oil last?', phrase: 'thirty-two hours', page: 3 },
    { question: 'How thick must ice be to walk on it?', phrase: 'twelve centimetres', page: 4 },
    { question: 'How often does the ferry sound its horn?', phrase: 'horn twice', page: 5 },
    { question: 'Which pike go back into the water?', phrase: 'fifty-five centimetres', page: 6 },
    { question: 'Who built the anemometer?', phrase: 'Ansel Brook', page: 7 },
    { question: 'What happens to lost umbrellas?', phrase: 'school after a month', page: 8 },
  ] satisfies Ask[],
}

export const essay = {
  pages: [
    [
      '假潮是封闭湖盆里的驻波。大风把湖水推向一岸，风停之后湖水回流，越过平衡位置，又再返回，如此往复。镜泊村的湖面每十九分钟起落一次，老渔民称它为“湖的呼吸”。',
      '观测站设在码头西侧的石屋里，屋中有一台浮子水位计和一只铜钟。水位在一刻钟内下降十厘米时，值班员敲钟三下，船只便有九分钟时间回港。',
    ],
    [
      '湖面最高的一次涌浪出现在八月九日，高出静水位四十一厘米，淹没了北岸的小路，两条木船被推进芦苇丛。',
      '冬季结冰后，透明的冰厚度超过十二厘米才允许行人通过。入水口插着红旗，表示水下有温泉，冰层从下面变薄。',
    ],
  ],
  asks: [
    { question: '湖面每隔多少分钟起落一次？', phrase: '十九分钟', page: 1 },
    { question: '值班员什么时候敲钟？', phrase: '敲钟三下', page: 1 },
    { question: '透明的冰厚度超过多少才允许行人通过？', phrase: '十二厘米', page: 2 },
  ] satisfies Ask[],
}

const first = ['Alder', 'Birch', 'Cedar', 'Elder', 'Fern', 'Hazel', 'Juniper', 'Larch', 'Maple', 'Rowan']
const second = ['brook', 'dale', 'field', 'haven', 'mere', 'wick']
const keepers = ['Ada Holm', 'Bo Lind', 'Cai Wen', 'Dora Vance', 'Emil Roth', 'Fang Yu', 'Greta Sund']

/** Sixty different names. */
export function stationName(index: number): string {
  return `${first[index % first.length]}${second[Math.floor(index / first.length) % second.length]}`
}

export const stations = Array.from({ length: 60 }, (_, index) => {
  const name = stationName(index)
  const keeper = keepers[index % keepers.length] ?? ''
  const level = 100 + ((index * 53) % 190)
  return {
    name,
    keeper,
    text: `The water at ${name} stood ${level} centimetres above the mark at the end of the year. The station is kept by ${keeper}, who reads the staff each morning at six and again at dusk. Its boat is number ${index + 301}, its lamp shows ${1 + (index % 4)} flashes every ${5 + (index % 7)} seconds. In spring the shore there was repaired over ${20 + ((index * 7) % 60)} metres, and ${3 + (index % 9)} willows were planted. Visitors reach it on foot in ${15 + ((index * 11) % 80)} minutes from the road.`,
  }
})
