/** The translator's words: moon, water, weather, travel, time, and what holds sentences together. */

export type Kind = 'noun' | 'verb' | 'adjective' | 'adverb' | 'preposition' | 'other'
export type Entry = { en: string; zh: string; kind: Kind }

/** `en=zh`, parted by commas. Of several with the same word the first wins in that direction. */
const lists: Record<Kind, string> = {
  noun: `moon=月亮, moonlight=月光, moonrise=月出, moonset=月落, full moon=满月, new moon=新月, half moon=半月, crescent moon=蛾眉月,
    first quarter=上弦月, last quarter=下弦月, waning moon=残月, earthshine=地照, halo=月晕, corona=月华, moonbow=月虹, moon phase=月相, phase=月相,
    lunar eclipse=月食, solar eclipse=日食, eclipse=食, glitter path=光路, path of light=光路, light=光, shadow=影子, reflection=倒影, mirror=镜子,
    lake=湖, west lake=西湖, moon lake=月湖, moonlake=月湖, water=水, surface of the lake=湖面, lake surface=湖面, water surface=水面, surface=表面,
    shore=岸, lakeshore=湖岸, lakeside=湖边, bank=岸边, island=岛, river=河, sea=海, ocean=海洋, stream=溪流, spring water=泉水, wave=波浪, ripple=涟漪,
    tide=潮汐, high tide=涨潮, low tide=退潮, spring tide=大潮, neap tide=小潮, ice=冰, snow=雪, rain=雨, wind=风, cloud=云, fog=雾, mist=薄雾, sky=天空,
    night sky=夜空, star=星星, sun=太阳, earth=地球, planet=行星, milky way=银河, mountain=山, hill=山丘, valley=山谷, forest=森林, tree=树, willow=柳树,
    flower=花, lotus=荷花, reed=芦苇, fish=鱼, bird=鸟, heron=鹭, duck=鸭子, frog=青蛙, boat=船, rowing boat=划艇, sailing boat=帆船, boathouse=船屋,
    bridge=桥, pier=码头, path=小路, road=路, village=村庄, city=城市, house=房子, pavilion=亭子, temple=寺庙, lamp=灯, lantern=灯笼,
    mooncake=月饼, tea=茶, poem=诗, poet=诗人, song=歌, friend=朋友, family=家人, child=孩子, children=孩子们, people=人们, person=人, man=男人, woman=女人,
    home=家, hometown=故乡, heart=心, dream=梦, story=故事, picture=图片, photograph=照片, photo=照片, camera=相机, tripod=三脚架, telescope=望远镜,
    map=地图, guide=手册, book=书, question=问题, answer=回答, word=词, name=名字, morning=早晨, evening=傍晚, night=夜晚, midnight=午夜, day=天,
    today=今天, tonight=今晚, tomorrow=明天, yesterday=昨天, week=星期, month=月, year=年, hour=小时, minute=分钟, time=时间, season=季节,
    spring=春天, summer=夏天, autumn=秋天, winter=冬天, dawn=黎明, dusk=黄昏, sunset=日落, sunrise=日出, mid-autumn festival=中秋节, festival=节日,
    depth=深度, area=面积, volume=容积, elevation=海拔, height=高度, temperature=温度, distance=距离, north=北方, south=南方, east=东方, west=西方,
    world=世界, china=中国, hangzhou=杭州, ningbo=宁波, metre=米, meter=米, kilometre=公里, kilometer=公里, degree=度, thing=东西, place=地方, side=一边,
    middle=中间, end=尽头, ground=地, silence=寂静, frost=霜, colour=颜色, color=颜色, way=路, life jacket=救生衣, safety=安全, weather=天气, train=火车, ticket=票`,
  verb: `rise=升起, set=落下, shine=照耀, glow=发光, reflect=倒映, see=看见, look at=看, watch=观看, look=看, observe=观察, love=爱, like=喜欢, know=知道, go=去, come=来,
    walk=走, swim=游泳, sail=航行, row=划船, fly=飞, sing=唱歌, sleep=睡, wake=醒, drink=喝, eat=吃, sit=坐, stand=站, stay=留, live=住, return=回来, wait=等待,
    miss=思念, think of=想念, long for=想念, remember=记得, forget=忘记, find=找到, want=想要, need=需要, have=有, has=有, had=有, make=做, write=写, read=读, say=说, ask=问, answer the question=回答问题,
    travel=旅行, visit=游览, photograph it=拍下它, take a photo=拍照, change=变化, move=移动, fall=落, freeze=结冰, flow=流, open=打开, close=关上, begin=开始, stop=停止,
    bow=低下, lift=抬起, raise=举起, doubt=疑, rest=休息, celebrate=庆祝, admire the moon=赏月, help=帮助, arrive=到达, leave=离开, give=给, bring=带来`,
  adjective: `full=圆, bright=明亮, dark=黑暗, clear=清澈, calm=平静, still=静止, quiet=安静, deep=深, shallow=浅, wide=宽, large=大, big=大, small=小, little=小, high=高, low=低,
    long=长, short=短, round=圆, cold=冷, warm=温暖, cool=凉, old=古老, new=新, young=年轻, beautiful=美丽, red=红色, blue=蓝色, white=白色, black=黑色, green=绿色,
    golden=金色, silver=银色, happy=快乐, sad=忧伤, alone=独自, lonely=孤独, slow=慢, fast=快, frozen=结冰, famous=著名, good=好, safe=安全, dangerous=危险, free=自由,
    deepest=最深, largest=最大, highest=最高, smallest=最小, brightest=最亮, oldest=最古老, longest=最长, fresh=新鲜, salt=咸, gentle=轻柔, soft=柔和, near=近, far=远, many=许多, all=所有`,
  adverb: `very=很, not=不, also=也, again=又, always=总是, often=常常, never=从不, now=现在, then=然后, here=这里, there=那里, slowly=慢慢地, quietly=静静地, together=一起,
    only=只, still there=还在, already=已经, soon=很快, once=曾经, too=太, most=最, more=更`,
  preposition: `over=上, on=上, above=上, in=里, under=下, below=下, behind=后, beside=旁, by=旁, near the=附近, before=前, at=里, around=周围, between=之间, along=沿`,
  other: `i=我, you=你, he=他, she=她, it=它, we=我们, they=他们, me=我, us=我们, them=他们, my=我的, your=你的, his=他的, her=她的, its=它的, our=我们的, their=他们的,
    this=这, that=那, these=这些, those=那些, and=和, or=或, but=但是, because=因为, when=当, if=如果, what=什么, where=哪里, who=谁, why=为什么, how=怎样, how deep=多深, how many=多少,
    hello=你好, good evening=晚上好, good night=晚安, good morning=早上好, thank you=谢谢, thanks=谢谢, please=请, yes=是的, no=不, welcome=欢迎, goodbye=再见,
    one=一, two=二, three=三, four=四, five=五, six=六, seven=七, eight=八, nine=九, ten=十, hundred=百, thousand=千, with=和, from=从, to=到, for=为, like a=像, can=能, will=会, every=每`,
}

/** Whole sentences and lines that are known by heart. */
export const sentences: [en: string, zh: string][] = [
  ['Before my bed the bright moonlight', '床前明月光'],
  ['I take it for frost on the ground', '疑是地上霜'],
  ['I lift my head and gaze at the bright moon', '举头望明月'],
  ['I lower my head and think of home', '低头思故乡'],
  ['A bright moon rises over the sea', '海上生明月'],
  ['From the ends of the earth we share this moment', '天涯共此时'],
  ['May we all live long and share the moon, though a thousand miles apart', '但愿人长久，千里共婵娟'],
  ['The moon rises over the lake', '月亮从湖上升起'],
  ['The lake lies still', '湖面平静'],
  ['Where is the moon tonight', '今晚的月亮在哪里'],
  ['When is the next full moon', '下一次满月是什么时候'],
  ['Which lake is the deepest', '哪个湖最深'],
  ['How are you', '你好吗'],
  ['I love you', '我爱你'],
  ['Happy Mid-Autumn Festival', '中秋节快乐'],
  ['What time is it', '现在几点'],
]

export const vocabulary: Entry[] = Object.entries(lists).flatMap(([kind, list]) =>
  list.split(',').map((pair) => {
    const [en = '', zh = ''] = pair.trim().split('=')
    return { en, zh, kind: kind as Kind } // the keys of the record are kinds
  }),
)
