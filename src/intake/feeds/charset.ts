/**
 * Guesses the encoding of bytes that are not UTF-8 and came without a word about it, from the letters the common
 * encodings would make of them. Returns "windows-1252" where nothing speaks for another.
 */
export function guessCharset(body: Uint8Array): string {
  const sample = sampleOf(body)
  let best = { encoding: 'windows-1252', score: 0 }
  for (const candidate of candidates) {
    const score = scoreOf(sample, candidate)
    if (score > best.score) best = { encoding: candidate.encoding, score }
  }
  return best.encoding
}

interface Candidate {
  readonly encoding: string
  /** The letters it would be chosen for. */
  readonly letters: RegExp
  /** The commonest of them: a real text is full of these, a misread one is not. */
  readonly common: string
}

const kana = 'のにはをたがでてとしれさいるなもかすまあこうどっー'
const hanzi =
  '的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运'
const hanziOld =
  '的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心本前開但因只從想實日軍者意無力它與長把機十民第公此已工使情明性知全三又關點正業外將兩高間由問很最重並物手應戰向頭文體政美相見被利什二等產或新己制身果加西斯月話合回特代內信表化老給世位次度門任常先海通教兒原東聲提立及比員解水名真論處走義各入幾口認條平系氣題活爾更別打女變四神總何電數安少報才結反受目太量再感建務做接必場件計管期市直德資命山金指克許統區保至隊形社便空決治展馬科司五基眼書非則聽白卻界達光放強即像難且權思王象完設式色路記南品住告類求據程北邊死張該交規萬取拉格望覺術領共確傳師觀清今切院讓識候帶導爭運網站'
const hangul =
  '이다는의에가을를은한고하도서지로사기리인나자시어아과해정대있그으일수보게들스라것와부전장제국주만비트여구상면동공조유원마우성신문'

const candidates: readonly Candidate[] = [
  { encoding: 'shift_jis', letters: /[\u3040-\u30ff\u4e00-\u9fff]/g, common: kana },
  { encoding: 'euc-jp', letters: /[\u3040-\u30ff\u4e00-\u9fff]/g, common: kana },
  { encoding: 'gb18030', letters: /[\u4e00-\u9fff]/g, common: hanzi },
  { encoding: 'big5', letters: /[\u4e00-\u9fff]/g, common: hanziOld },
  { encoding: 'euc-kr', letters: /[\uac00-\ud7a3]/g, common: hangul },
  { encoding: 'koi8-r', letters: /[а-яё]/g, common: 'оеаинтсрвлкмдп' },
  { encoding: 'windows-1251', letters: /[а-яё]/g, common: 'оеаинтсрвлкмдп' },
  { encoding: 'iso-8859-5', letters: /[а-яё]/g, common: 'оеаинтсрвлкмдп' },
  { encoding: 'ibm866', letters: /[а-яё]/g, common: 'оеаинтсрвлкмдп' },
  { encoding: 'windows-1253', letters: /[α-ωά-ώ]/g, common: 'αοιετσνηυρπκμλ' },
  { encoding: 'windows-1255', letters: /[א-ת]/g, common: 'יוהלרמאבתנש' },
  { encoding: 'windows-1256', letters: /[ء-ي]/g, common: 'اليمونرتبة' },
  { encoding: 'windows-874', letters: /[ก-๙]/g, common: 'านรอกเงยลวมทตสด่้ัี' },
]

/** The bytes beyond ASCII of the first 64 kB with what stands around them; enough to tell, and a bound on the work. */
function sampleOf(body: Uint8Array): Uint8Array {
  return body.subarray(0, 65_536)
}

/**
 * How much of what is beyond ASCII becomes common letters of the candidate's own script: 0 for a text that does not
 * decode, has fewer than half of its letters there, or whose letters are not those that its language uses most.
 */
function scoreOf(sample: Uint8Array, { encoding, letters, common }: Candidate): number {
  const text = new TextDecoder(encoding).decode(sample)
  const beyond = text.match(/[^\x00-\x7f]/gu)
  if (!beyond) return 0
  const broken = text.match(/[\ufffd\u0080-\u009f\ue000-\uf8ff]/g)?.length ?? 0
  if (broken > Math.max(1, beyond.length / 20)) return 0
  const own = text.match(letters) ?? []
  if (own.length < 4 || own.length < beyond.length / 2) return 0
  const frequent = own.filter((letter) => common.includes(letter)).length
  if (frequent < own.length / 5) return 0
  return (frequent + own.length / 2) / beyond.length - broken / beyond.length
}
