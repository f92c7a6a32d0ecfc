/** Characters that Chinese writes foreign names with, by the syllable they are read as (pinyin; ü is v). */
const readings =
  'a阿 ai艾爱埃 an安 ang昂 ao奥 ba巴芭 bai拜白 ban班 bang邦 bao鲍保堡 bei贝 ben本 bi比毕彼碧 bin宾 bo博波伯玻勃 bu布 cai蔡 can灿 ce策 cha查 chai柴 ' +
  'chang昌 che彻 chen陈 cheng程 chu楚 chuan川 chun春 cong琮 cui崔 da达 dai戴黛代 dan丹 dang当 dao道 de德 deng登邓 di迪蒂狄第 dian典 ding丁 dong东栋 ' +
  'dou窦 du杜都 duan端 dun顿敦 duo多 e厄俄额 en恩 er尔 fa法 fan范凡梵 fang方 fei菲费飞 fen芬 feng冯丰 fo佛 fu夫弗福富芙甫 ga加噶嘎 gai盖 gan甘 gang冈 ' +
  'gao高 ge格戈葛哥 gen根 geng耿 gong贡 gou沟 gu古 gua瓜 guan关 gui圭 guo果 ha哈 hai海 han汉罕翰 hang杭 hao豪 he赫黑 heng亨 hong洪 hou侯 hu胡 hua华 ' +
  'huai怀 huan环 huang黄 hui惠 huo霍 ji吉基季 jia加贾佳嘉 jian健 jiang江 jiao焦 jie杰捷 jin金津 jing京 jiu久 ju居朱 juan娟 ka卡 kai凯 kan坎 kang康 kao考 ke克科可柯 ' +
  'ken肯 kong孔 kou寇 ku库 kua夸 kuan宽 kui奎 kun昆 kuo阔 la拉 lai莱赖 lan兰 lang朗 lao劳 le勒 lei雷蕾 leng楞 li利里莉丽黎理 lian连 liang良 liao廖 lie列烈 ' +
  'lin林琳 ling灵 liu柳 long隆龙 lou娄 lu卢鲁路露 luan鸾 lun伦 luo罗洛 lv吕 ma马玛 mai迈麦 man曼 mang芒 mao毛 mei梅美 men门 meng蒙孟 mi米密 mian缅 miao苗 ' +
  'min敏 ming明 mo莫摩默墨 mu姆穆 na纳娜 nai奈 nan南楠 nao瑙 nei内 nen嫩 neng能 ni尼妮 nian年 niang娘 niao鸟 nie涅聂 ning宁 niu纽 nong农 nu努 nuan暖 nuo诺 nv女 ' +
  'ou欧 pa帕 pai派 pan潘 pang庞 pei佩裴 peng彭蓬 pi皮 ping平 po珀 pu普 qi奇齐契 qia恰 qian钱 qiang强 qiao乔 qie切 qin秦 qing青 qiong琼 qiu丘邱 ran然 rang让 ' +
  're热 ren任 ri日 rong荣 ru茹儒 rui瑞 ruo若 sa萨 sai塞赛 san桑 se瑟色 sen森 sha沙莎 shan山珊 shang尚 shao绍 she舍 shen申 sheng圣 shi什史施士诗 shou首 ' +
  'shu舒 shun顺 shuo朔 si斯丝思司 song松宋 su苏 sun孙 suo索 ta塔 tai泰台 tan坦 tang唐汤 tao陶 te特 teng滕 ti提 tian田 tie铁 ting廷 tong通 tu图 tun屯 ' +
  'tuo托 wa瓦娃 wan万 wang旺 wei维威韦魏薇 wen文温 weng翁 wo沃 wu乌伍武 xi西希锡席 xia夏 xian仙 xiang香 xiao肖 xie谢 xin辛欣 xing兴 xiong雄 xiu休 xu许叙 xun逊 xuan轩 ' +
  'xue雪 ya亚娅雅 yan扬燕 yang杨 yao姚 ye耶叶 yi伊 yin因 ying英 yong永 you尤 yu于 yuan元 yue约 yun云 za扎 zai宰 zan赞 ze泽 zeng曾 zha扎 zhan詹 zhang张 zhe哲 ' +
  'zhen珍 zhu朱 zhi芝 zhuo卓 zi兹滋 ci茨次 zong宗 zu祖 zuo佐'

const syllables = new Map(
  readings.split(' ').flatMap((group) => {
    const syllable = /^[a-z]+/.exec(group)![0]
    return [...group.slice(syllable.length)].map((character): [string, string] => [character, syllable])
  }),
)

/** True for a character that foreign names are written with. */
export function isHanNameCharacter(character: string): boolean {
  return syllables.has(character)
}

/** How a foreign name is read, in pinyin without tones; undefined where it has a character no name is written with. */
export function hanReading(name: string): string | undefined {
  let reading = ''
  for (const character of name) {
    const syllable = syllables.get(character)
    if (syllable === undefined) return undefined
    reading += syllable
  }
  return reading
}
