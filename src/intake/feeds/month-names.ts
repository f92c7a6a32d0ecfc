/**
 * The names of months as feeds print them, in lower case, in many languages and in short. Russian has two forms (the
 * month, and "of the month"), and what several languages share stands once.
 */
const names: readonly string[][] = [
  'jan january janv janvier januar januari jänner jaenner enero ene janeiro gennaio gen ianuarie ian styczeń stycznia sty leden ledna led január január jan sausio sausis janvāris jaanuar tammikuu tammikuuta tammi ocak oca январь января янв січня січень січ януари јануар јан siječanj siječnja sij јануари ιαν ιανουαρίου ιανουάριος ιανουαριου ינואר ינו يناير जनवरी জানুয়ারি มกราคม janúar gener студзеня'.split(
    ' ',
  ),
  'feb february févr février fév fevr fevrier februar februari febbraio fev fevereiro febrero februarie luty lutego lut únor února úno február febr vasario vasaris februāris veebruar helmikuu helmikuuta helmi şubat şub февраль февраля фев февр лютого лютий лют февруари фебруар феб veljača veljače velj φεβ φεβρουαρίου φεβρουάριος φεβρουαριου פברואר פבר فبراير شباط फ़रवरी फरवरी ফেব্রুয়ারি กุมภาพันธ์ febrúar febrer лютага'.split(
    ' ',
  ),
  'mar march mars märz maerz mrz mär maart mrt marzo março marco martie marzec marca marz březen března bře március marec márc kovo kovas marts märts maaliskuu maaliskuuta maalis mart март марта мар березня березень бер marts ožujak ožujka ožu μαρ μαρτίου μάρτιος μάρ μαρτιου מרץ מרס مارس آذار मार्च মার্চ มีนาคม març сакавіка'.split(
    ' ',
  ),
  'apr april avr avril abril abr aprile aprilie kwiecień kwietnia kwi duben dubna dub április ápr apríl balandžio balandis aprīlis aprill huhtikuu huhtikuuta huhti nisan nis апрель апреля апр квітня квітень кві април travanj travnja tra απρ απριλίου απρίλιος απριλιου אפריל אפר أبريل ابريل نيسان अप्रैल এপ্রিল เมษายน красавіка'.split(
    ' ',
  ),
  'may mai maj mei mayo maio maggio mag maja květen května kvě május máj gegužės gegužė maijs toukokuu toukokuuta touko mayıs май мая травня травень тра мај svibanj svibnja svi μαΐ μαΐου μάιος μαϊ μαϊου μάϊος μαι μαιου מאי مايو أيار मई মে พฤษภาคม maig maí траўня'.split(
    ' ',
  ),
  'jun june juin juni junio jun junho giugno giu iunie iun czerwiec czerwca cze červen června čvn čer június jún birželio birželis jūnijs juuni kesäkuu kesäkuuta kesä haziran haz июнь июня июн червня червень чер юни јуни јун lipanj lipnja lip ιουν ιουνίου ιούνιος ιουνιου ιούν יוני يونيو حزيران जून জুন มิถุนายน juny júní чэрвеня'.split(
    ' ',
  ),
  'jul july juil juillet juli julio julho luglio lug iulie iul lipiec lipca červenec července čvc július júl liepos liepa jūlijs juuli heinäkuu heinäkuuta heinä temmuz tem июль июля июл липня липень лип юли јули јул srpanj srpnja srp ιουλ ιουλίου ιούλιος ιουλιου ιούλ יולי يوليو تموز जुलाई জুলাই กรกฎาคม juliol júlí ліпеня'.split(
    ' ',
  ),
  'aug august août aout augustus agosto ago agt agustus sierpień sierpnia sie srpen srpna augusztus rugpjūčio rugpjūtis augusts elokuu elokuuta elo ağustos ağu август августа авг серпня серпень сер kolovoz kolovoza kol αυγ αυγούστου αύγουστος αυγουστου αύγ אוגוסט אוג أغسطس آب अगस्त আগস্ট สิงหาคม agost ágúst жніўня'.split(
    ' ',
  ),
  'sep sept september septembre septiembre setembro set settembre septembrie wrzesień września wrz září zář szeptember szept rugsėjo rugsėjis septembris syyskuu syyskuuta syys eylül eyl сентябрь сентября сен сент вересня вересень вер септември септембар сеп rujan rujna ruj σεπ σεπτ σεπτεμβρίου σεπτέμβριος σεπτεμβριου ספטמבר ספט سبتمبر أيلول सितंबर সেপ্টেম্বর กันยายน setembre верасня'.split(
    ' ',
  ),
  'oct october octobre okt oktober octubre outubro out ottobre ott octombrie październik października paź říjen října říj október spalio spalis oktobris oktoober lokakuu lokakuuta loka ekim eki октябрь октября окт жовтня жовтень жов октомври октобар listopad οκτ οκτωβρίου οκτώβριος οκτωβριου אוקטובר אוק أكتوبر अक्टूबर অক্টোবর ตุลาคม кастрычніка'.split(
    ' ',
  ),
  'nov november novembre noviembre novembro noiembrie noi listopada lis november novembris marraskuu marraskuuta marras kasım kas ноябрь ноября ноя нояб листопада листопад лис ноември новембар нов studeni studenoga stu νοε νοεμ νοεμβρίου νοέμβριος νοεμβριου נובמבר נוב نوفمبر नवंबर নভেম্বর พฤศจิกายน lapkričio lapkritis nóvember лістапада'.split(
    ' ',
  ),
  'dec december décembre déc decembre dez dezember diciembre dic dezembro dicembre decembrie grudzień grudnia gru prosinec prosince pro december gruodžio gruodis decembris detsember joulukuu joulukuuta joulu aralık ara декабрь декабря дек грудня грудень гру декември децембар дец prosinac prosinca δεκ δεκεμβρίου δεκέμβριος δεκεμβριου דצמבר דצמ ديسمبر दिसंबर ডিসেম্বর ธันวาคม desembre desember снежня'.split(
    ' ',
  ),
]

export const monthNumbers: ReadonlyMap<string, number> = new Map(
  names.flatMap((ofMonth, at) => ofMonth.map((name) => [name.normalize('NFC'), at + 1] as const)),
)

/** Names of days that are also names of months in another language ("mar": Tuesday in Italian, March in English). */
export const weekdays: ReadonlySet<string> = new Set(['mar', 'lis'])

/** "am" or "pm", however it was written. */
export function dayPart(written: string): 'am' | 'pm' {
  return /^p/i.test(written) ? 'pm' : 'am'
}
