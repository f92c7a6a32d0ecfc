import { type SpeechWords, sequences, words } from './language.ts'

const none = words()

export const french: SpeechWords = {
  cues: words(
    'déclaré déclare déclarait affirmé affirme affirmait ajouté ajoute annoncé annonce indiqué indique précisé précise',
    'assuré assure expliqué explique estimé estime souligné souligne rappelé rappelle lancé lance confirmé confirme',
    'averti dénoncé reconnu prévenu écrit dit raconté raconte répondu répond rapporté rapporte martelé insisté',
    'poursuivi poursuit conclu résumé commenté',
  ),
  weakCues: words(
    'nie nient nié demandé promis appelé espère juge jugé considère pense croit regretté salué déploré accusé',
  ),
  accordingTo: sequences('selon', "d'après", 'd’après', 'de source', 'aux yeux de'),
  that: words(
    "que qu'il qu'elle qu'ils qu'elles qu'un qu'une qu'on qu’il qu’elle qu’ils qu’elles qu’un qu’une qu’on",
  ),
  notInSpeaker: words(
    'que qui mais tandis lorsque quand si est sont était a ont avait après avant et où dont car',
  ),
  beside: words("a ont avait aurait également aussi ensuite encore a-t-il a-t-elle s'est"),
  when: words('lundi mardi mercredi jeudi vendredi samedi dimanche dans un communiqué à'),
  finite: words('est sont était étaient a ont avait sera seront serait peut doit va vont'),
  joining: words('et mais'),
  addressee:
    /^(?:à|aux?|devant)\s+(?:la\s+|le\s+|l['’]|des\s+|les\s+|nos\s+)?(?:presse|journalistes|médias|reporters|micro|radio|télévision|chaîne|agence|AFP|correspondants?)(?!\p{L})/iu,
  placing: words('sur lors devant pendant durant dans depuis à au aux après avant en'),
  addressing: none,
}

export const german: SpeechWords = {
  cues: words(
    'sagte sagten sagt erklärte erklärten erklärt betonte betont warnte warnt teilte teilten meinte meint berichtete',
    'berichteten berichtet äußerte ergänzte fügte kündigte behauptete behauptet bestätigte bestätigt kritisierte',
    'schrieb schreibt gab mitgeteilt gesagt erklärt berichten meldet meldete meldeten hieß heißt bezeichnete lobte',
    'unterstrich versicherte räumte verwies wies vermutet vermutete antwortete',
    'schätzt schätzte mitteilte mitteilten bekanntgab mitteilt sagen erklären warnen betonen behaupten meinen bekräftigt bekräftigte begründet äußern äußerten stellte stellten',
  ),
  weakCues: words(
    'forderte fordert verlangte hofft hoffte glaubt glaubte denkt hält hielt sieht sah sprach rief zeigte nannte',
    'befürchtet befürchtete begründete begrüßte beklagte warf sprechen ging geht gehe',
  ),
  accordingTo: [],
  givers: true,
  reported:
    /(?<!\p{L})(?:seien?|sollen|habe|hätten|werde|würden|könne|könnten|solle|müsse|gebe|stehe|handele|gehe|wolle|dürfe|komme|liege|bleibe)(?!\p{L})/u,
  that: words('dass daß ob'),
  notInSpeaker: words(
    'dass daß aber während wenn als weil der,die,das wer ist sind war waren hat haben hatte nachdem bevor und wird werden wurde wurden',
    'am im in bei gegenüber auf',
  ),
  beside: words(
    'hingegen dagegen jedoch allerdings hat haben habe hatte auch zudem später außerdem weiter am',
  ),
  when: words(
    'montag dienstag mittwoch donnerstag freitag samstag sonntag am heute gestern in einer einem mit an',
  ),
  finite: words('ist sind war waren hat haben hatte wird werden würde kann könne sei seien soll solle'),
  opensWithout: words(
    'unter am im in nach bei auf zuvor dabei gegenüber auch später damit dazu so mit zum zur zugleich gleichzeitig weiter',
    'außerdem zudem daraufhin dagegen allerdings unterdessen inzwischen laut wie vor an aus um heute gestern gleichwohl',
    'montag dienstag mittwoch donnerstag freitag samstag sonntag darüber hierzu jedoch ferner',
  ),
  joining: words('und aber'),
  placing: words('vor während nach bei beim auf in im am an'),
  addressing: none,
}

export const spanish: SpeechWords = {
  cues: words(
    'dijo dijeron dice afirmó afirmaron afirma declaró declararon anunció anunciaron aseguró aseguraron asegura añadió',
    'agregó indicó indicaron señaló señalaron explicó explicaron advirtió sostuvo manifestó expresó informó informaron',
    'precisó subrayó recordó confirmó apuntó comentó reconoció insistió escribió denunció',
  ),
  weakCues: words('pidió prometió cree considera considero espera estimó reiteró destacó acusó exigió'),
  accordingTo: sequences('según', 'de acuerdo con', 'a juicio de'),
  that: words('que'),
  notInSpeaker: words(
    'que quien pero mientras cuando si es son era ha han había después antes y donde porque',
  ),
  beside: words('ha han había también además luego'),
  when: words('el lunes martes miércoles jueves viernes sábado domingo en un comunicado hoy ayer'),
  finite: words('es son era ha han había será serán puede debe fue fueron'),
  joining: words('y pero'),
  addressee: /^(?:a|ante)\s+(?:la\s+|los\s+)?(?:prensa|periodistas|medios|reporteros|agencia)(?!\p{L})/iu,
  placing: words('en durante ante tras desde a'),
  addressing: none,
}

export const russian: SpeechWords = {
  cues: words(
    'сказал сказала сказали заявил заявила заявили заявило сообщил сообщила сообщили сообщило сообщает отметил отметила',
    'отметили подчеркнул подчеркнула добавил добавила рассказал рассказала уточнил уточнила пояснил пояснила объяснил',
    'утверждает утверждал написал написала объявил объявила объявили признал признала предупредил подтвердил',
    'подтвердила говорит пишет передает передаёт считает',
  ),
  weakCues: words('надеется полагает потребовал призвал пообещал ответил'),
  accordingTo: sequences(
    'по словам',
    'по данным',
    'по информации',
    'по мнению',
    'по сообщению',
    'согласно',
    'как сообщает',
    'как сообщил',
    'как сообщили',
    'как заявил',
    'как заявила',
    'как отметил',
  ),
  that: words('что чтобы'),
  notInSpeaker: words('что но который которая если когда и а после перед'),
  beside: words('также ранее позже уже'),
  when: words('в во понедельник вторник среду четверг пятницу субботу воскресенье'),
  finite: words('был была были будет будут есть может'),
  joining: words('и а но'),
  addressee:
    /^(?:журналистам|репорт[её]рам|корреспондент\p{L}+|агентству|изданию|телеканалу|прессе)(?!\p{L})/iu,
  placing: words('на в во перед после при во у'),
  bareNouns: true,
  addressing: none,
}

export const arabic: SpeechWords = {
  cues: words(
    'قال وقال قالت وقالت قالوا صرح وصرح صرحت أعلن وأعلن أعلنت وأعلنت أكد وأكد أكدت وأكدت أضاف وأضاف أضافت وأضافت',
    'أوضح وأوضح أوضحت وأوضحت ذكر وذكر ذكرت وذكرت أشار وأشار أشارت وأشارت يقول تقول حذر وحذر كتب وكتب اعتبر واعتبر',
    'وتابع تابع أفاد وأفاد أفادت وأفادت شدد وشدد نفى ونفى',
  ),
  weakCues: none,
  accordingTo: sequences(
    'وفق ما أعلنت',
    'وفق ما أعلن',
    'وفق ما ذكرت',
    'وفق ما ذكر',
    'بحسب ما أعلنت',
    'بحسب ما أعلن',
    'بحسب ما ذكرت',
    'حسب ما أعلنت',
    'كما أعلنت',
    'وفقا ل',
    'وفق',
    'بحسب',
    'حسب',
    'وبحسب',
    'ووفقا',
  ),
  that: words('إن أن بأن إنه إنها أنه أنها بأنه بأنها إنهم أنهم'),
  notInSpeaker: words('إن أن بأن إنه إنها أنه أنها الذي التي في خلال لكن بعد قبل عن على إلى'),
  beside: words('قد'),
  when: words('الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد يوم اليوم أمس في بيان'),
  finite: none,
  joining: words('و'),
  addressee: /^(?:لل(?:صحافيين|صحفيين|صحافة|إعلام)|لوكالة|لقناة|لصحيفة)(?!\p{L})/u,
  placing: words('عند أمام خلال قرب بعد قبل في على إثر لدى أثناء'),
  bareNouns: true,
  addressing: none,
  verbFirst: true,
}
