/**
 * Words that say nothing of which event a report is about: function words, the words news is told with, and the names
 * of days and months. Folded: lower case, without accents.
 */
export const commonWords: ReadonlySet<string> = new Set(
  // English
  (
    'a about above across after again against all almost along already also although always am among an and any are ' +
    'around as at away back be became because been before being below between both but by came can cannot come could ' +
    'day days did do does doing done down during each either else even ever every few first for former found from ' +
    'further gave get give given go going got had half has have having he her here hers him himself his how however i ' +
    'if in including into is isn it its itself just know known last late later least less let like made make makes ' +
    'making many may me might month months more most much must my near never new next no nor not now of off often on ' +
    'once one only onto or other others our out over own part people per put rather s said same saw say says second ' +
    'see seen several shall she should since so some soon still such t take taken than that the their them themselves ' +
    'then there these they thing things third this those though three through time times to today together told too ' +
    'took toward towards tuesday two under until up upon us use used very via was way we week weeks well went were ' +
    'what when where whether which while who whom whose why will with within without would year years yesterday yet ' +
    'you your according accord added asked announced reported report reports news monday wednesday thursday friday ' +
    'saturday sunday january february march april june july august september october november december mr mrs ms ' +
    'don didn doesn won wasn weren hasn haven hadn couldn wouldn shouldn aren ll ve re m d ' +
    // French
    'au aux avec ce ces cette dans de des du elle elles en est et ete etre eu il ils je la le les leur leurs lui mais ' +
    'meme ne nos notre nous on ont ou par pas plus pour qu que qui sa se ses son sont sur un une vous apres avant ' +
    'avait comme contre depuis deux dont fait jour jours lundi mardi mercredi jeudi vendredi samedi dimanche janvier ' +
    'fevrier mars avril mai juin juillet aout septembre octobre novembre decembre selon sans sous tous tout toute ' +
    'tres trois ainsi alors annonce declare dit entre etait etaient l d c n y j qu ' +
    // German
    'aber alle als am an auch auf aus bei bis da das dass dem den denn der des die dies diese diesem diesen dieser ' +
    'doch durch ein eine einem einen einer eines er es fur gegen hat hatte hatten haben ich ihm ihn ihr ihre im in ' +
    'ist jahr jahre jetzt kann kein keine konnen man mehr mit muss nach nicht noch nur ob oder ohne sagte sei seien ' +
    'sein seine sich sie sind so soll sollen uber um und uns unter vom von vor war waren was weil wenn wer werden ' +
    'wie wird wir wurde wurden zu zum zur zwei zwischen montag dienstag mittwoch donnerstag freitag samstag sonntag ' +
    'januar februar marz juni juli oktober dezember ' +
    // Spanish
    'al algo ante antes asi como con contra cual cuando cuatro del desde despues dia dias dijo donde dos durante el ' +
    'ella ellos entre era esa ese eso esta estaba estan este esto estos fue fueron ha habia han hasta hay la las lo ' +
    'los mas me mientras muy no nos o otra otro para pero poco por porque que quien se segun ser si sido sin sobre ' +
    'son su sus tambien tiene todo todos tras tres un una uno unos y ya ano anos lunes martes miercoles jueves ' +
    'viernes sabado domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre ' +
    // Russian
    'а без более бы был была были было быть в вам вас весь во вот все всего всех вы где да для до его ее если есть ' +
    'еще же за и из или им их к как ко когда кто ли между меня мы на над не него нее нет ни них но о об однако он ' +
    'она они оно от очень по под после при с сказал сказала сообщил сообщила сообщили словам со так также такой там ' +
    'тем то того тоже только том тот у уже что чтобы эта эти это этого этой этом этот я года году лет дня ' +
    'понедельник вторник среду четверг пятницу субботу воскресенье января февраля марта апреля мая июня июля августа ' +
    'сентября октября ноября декабря ' +
    // Arabic
    'في من على الى إلى عن ان أن إن هذا هذه ذلك التي الذي الذين قال قالت وقال وقالت كان كانت قد لم لن لا ما مع بعد قبل ' +
    'بين كما حيث هو هي هم كل أو او ثم حتى عند منذ خلال حول ضد وقد وفي ومن وأن وان يوم أمس اليوم عام الاثنين الثلاثاء ' +
    'الأربعاء الخميس الجمعة السبت الأحد بن ' +
    // Chinese, Japanese
    '的 了 在 是 和 有 不 人 这 中 大 为 上 个 说 月 日 年 の に は を た が で て と し れ さ る'
  )
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .split(' '),
)
