/** Cities that parcels travel between: Chinese and Latin name, province, place on the globe. */
export type City = {
  zh: string
  en: string
  province: string
  latitude: number
  longitude: number
  isRemote: boolean
}

const rows: [zh: string, en: string, province: string, latitude: number, longitude: number][] = [
  ['北京', 'Beijing', '北京', 39.9, 116.4],
  ['上海', 'Shanghai', '上海', 31.23, 121.47],
  ['天津', 'Tianjin', '天津', 39.13, 117.2],
  ['重庆', 'Chongqing', '重庆', 29.56, 106.55],
  ['广州', 'Guangzhou', '广东', 23.13, 113.26],
  ['深圳', 'Shenzhen', '广东', 22.54, 114.06],
  ['东莞', 'Dongguan', '广东', 23.02, 113.75],
  ['佛山', 'Foshan', '广东', 23.02, 113.12],
  ['珠海', 'Zhuhai', '广东', 22.27, 113.58],
  ['杭州', 'Hangzhou', '浙江', 30.27, 120.16],
  ['宁波', 'Ningbo', '浙江', 29.87, 121.55],
  ['温州', 'Wenzhou', '浙江', 28.0, 120.7],
  ['义乌', 'Yiwu', '浙江', 29.31, 120.07],
  ['南京', 'Nanjing', '江苏', 32.06, 118.8],
  ['苏州', 'Suzhou', '江苏', 31.3, 120.58],
  ['无锡', 'Wuxi', '江苏', 31.49, 120.31],
  ['徐州', 'Xuzhou', '江苏', 34.26, 117.19],
  ['成都', 'Chengdu', '四川', 30.57, 104.07],
  ['绵阳', 'Mianyang', '四川', 31.47, 104.68],
  ['武汉', 'Wuhan', '湖北', 30.59, 114.31],
  ['宜昌', 'Yichang', '湖北', 30.69, 111.29],
  ['长沙', 'Changsha', '湖南', 28.23, 112.94],
  ['株洲', 'Zhuzhou', '湖南', 27.83, 113.13],
  ['西安', "Xi'an", '陕西', 34.34, 108.94],
  ['郑州', 'Zhengzhou', '河南', 34.75, 113.62],
  ['洛阳', 'Luoyang', '河南', 34.62, 112.45],
  ['济南', 'Jinan', '山东', 36.65, 117.12],
  ['青岛', 'Qingdao', '山东', 36.07, 120.38],
  ['烟台', 'Yantai', '山东', 37.46, 121.45],
  ['石家庄', 'Shijiazhuang', '河北', 38.04, 114.51],
  ['太原', 'Taiyuan', '山西', 37.87, 112.55],
  ['沈阳', 'Shenyang', '辽宁', 41.8, 123.43],
  ['大连', 'Dalian', '辽宁', 38.91, 121.61],
  ['长春', 'Changchun', '吉林', 43.82, 125.32],
  ['哈尔滨', 'Harbin', '黑龙江', 45.8, 126.53],
  ['合肥', 'Hefei', '安徽', 31.82, 117.23],
  ['福州', 'Fuzhou', '福建', 26.07, 119.3],
  ['厦门', 'Xiamen', '福建', 24.48, 118.09],
  ['泉州', 'Quanzhou', '福建', 24.87, 118.68],
  ['南昌', 'Nanchang', '江西', 28.68, 115.86],
  ['南宁', 'Nanning', '广西', 22.82, 108.37],
  ['桂林', 'Guilin', '广西', 25.27, 110.29],
  ['昆明', 'Kunming', '云南', 24.88, 102.83],
  ['大理', 'Dali', '云南', 25.61, 100.27],
  ['贵阳', 'Guiyang', '贵州', 26.65, 106.63],
  ['海口', 'Haikou', '海南', 20.04, 110.2],
  ['三亚', 'Sanya', '海南', 18.25, 109.51],
  ['兰州', 'Lanzhou', '甘肃', 36.06, 103.83],
  ['银川', 'Yinchuan', '宁夏', 38.49, 106.23],
  ['呼和浩特', 'Hohhot', '内蒙古', 40.84, 111.75],
  ['西宁', 'Xining', '青海', 36.62, 101.78],
  ['拉萨', 'Lhasa', '西藏', 29.65, 91.12],
  ['乌鲁木齐', 'Urumqi', '新疆', 43.83, 87.62],
  ['喀什', 'Kashgar', '新疆', 39.47, 75.99],
]

const remoteProvinces = new Set(['西藏', '新疆', '青海', '内蒙古', '海南', '宁夏', '甘肃'])

export const cities: City[] = rows.map(([zh, en, province, latitude, longitude]) => ({
  zh,
  en,
  province,
  latitude,
  longitude,
  isRemote: remoteProvinces.has(province),
}))

const earthRadius = 6_371

/** Great-circle distance in km. */
export function distanceBetween(from: City, to: City): number {
  const rad = (degrees: number) => (degrees * Math.PI) / 180
  const across = Math.sin(rad(to.longitude - from.longitude) / 2) ** 2
  const up = Math.sin(rad(to.latitude - from.latitude) / 2) ** 2
  return (
    2 *
    earthRadius *
    Math.asin(Math.sqrt(up + Math.cos(rad(from.latitude)) * Math.cos(rad(to.latitude)) * across))
  )
}
