/** Sentences a site puts around every article, by language. None of them says anything of the news. */
const phrases: readonly RegExp[] = [
  // English
  /\b(?:subscribe|sign up|register)\b.{0,60}\b(?:newsletter|alerts?|channel|updates|our|free|inbox|e-?mail)\b/iu,
  /\b(?:follow|join|like|find) us (?:on|at|in)\b/iu,
  /\b(?:all rights reserved|rights reserved\.?$|terms (?:of (?:use|service)|and conditions)|privacy policy|cookie policy)\b/iu,
  /^\s*(?:©|\(c\)|copyright\b)/iu,
  /\bmay not be (?:published|reproduced|republished|broadcast|rewritten|redistributed)\b/iu,
  /\b(?:these|those|this) (?:were|are|was|is) (?:all )?the (?:full )?details (?:of|about|regarding)\b/iu,
  /\bwe hope (?:that )?(?:we (?:have )?succeeded|you (?:have )?(?:enjoyed|found))\b/iu,
  /^\s*(?:read (?:more|also|next)|see also|also read|more (?:on|from|about) |related(?: (?:articles|stories|news|topics|posts))?\s*[:：]?|recommended(?: for you)?\s*[:：]?|don['’]t miss|you (?:may|might) also like|trending|most (?:read|popular|viewed)|share (?:this|on)|tags?\s*[:：]|filed under|topics\s*[:：]|advertisement|sponsored|comments?\s*(?:\(\d+\))?$|leave a (?:reply|comment)|back to top|print this|e-?mail this|skip to|click here)/iu,
  /\bdownload (?:our|the) (?:free )?app\b/iu,
  /\bsupport (?:our|independent) journalism\b|\bbecome a (?:member|subscriber|supporter)\b/iu,
  /^\s*about (?:us|the author)\b/iu,
  /\b(?:views|opinions) expressed (?:in this|here|are|by)\b/iu,
  // French
  /\b(?:abonnez-vous|inscrivez-vous|suivez-nous|rejoignez-nous)\b/iu,
  /\btous droits (?:de reproduction )?réservés\b/iu,
  /^\s*(?:lire aussi|à lire aussi|voir aussi|sur le même sujet|partager|publicité|mots[- ]clés|à propos de)\b/iu,
  /\bvoilà tous les détails\b|\bpolitique de confidentialité\b|\bnotre (?:newsletter|lettre d['’]information)\b/iu,
  // German
  /\b(?:abonnieren sie|folgen sie uns|melden sie sich)\b|\balle rechte vorbehalten\b|\bunseren newsletter\b/iu,
  /^\s*(?:lesen sie auch|lesen sie mehr|mehr zum thema|siehe auch|auch interessant|anzeige|teilen|schlagworte|impressum|datenschutz)\b/iu,
  // Spanish, Portuguese, Italian, Dutch
  /\b(?:suscríbe(?:te|ase)|síguenos|inscreva-se|siga-nos|assine|iscriviti|seguici|schrijf je in|volg ons)\b/iu,
  /\btodos (?:los derechos reservados|os direitos reservados)\b|\btutti i diritti riservati\b|\briproduzione riservata\b|\balle rechten voorbehouden\b/iu,
  /^\s*(?:lea también|lee también|te puede interesar|leia também|veja também|leggi anche|lees ook|compartir|compartilhe|condividi|publicidad|publicidade|pubblicità)\b/iu,
  // Russian, Ukrainian
  /(?:подпис(?:ывайтесь|аться|ка)|следите за (?:нами|новостями)|присоединяйтесь|підпис(?:уйтесь|атися))/iu,
  /(?:все права защищены|всі права захищені)/iu,
  /^\s*(?:читайте также|читайте ещё|смотрите также|по теме|читайте також|реклама|поделиться|теги)(?=$|[\s:])/iu,
  // Arabic, Persian, Turkish
  /(?:كانت هذه|هذه كانت|كانت تلك) تفاصيل|نرجو (?:بأن|أن|ان) نكون|نتمنى أن نكون|جميع الحقوق محفوظة|(?:اشترك|الاشتراك|تابعونا|تابعنا|انضم)(?: في| على| إلى| ب|$)|نظام التنبيهات/u,
  /^\s*(?:اقرأ أيضا|اقرأ أيضاً|إقرأ أيضا|اقرأ المزيد|شاهد أيضا|مواضيع ذات صلة|أخبار ذات صلة|شارك)/u,
  /(?:تمامی حقوق|کلیه حقوق|بیشتر بخوانید|عضو شوید)|(?:tüm hakları saklıdır|abone ol|bizi takip edin)|^\s*(?:ayrıca oku|ilgili haberler)/iu,
  // Chinese, Japanese, Korean
  /(?:版权所有|版權所有|责任编辑|責任編輯|编辑[:：]|未经(?:授权|许可)|未經授權|关注我们|扫描二维码|点击订阅|相关阅读|相关新闻|延伸阅读|無断転載|関連記事|続きを読む|무단 ?전재|재배포 금지|관련 ?기사|구독)/u,
]

/** True when a block is made of a site's standing text. A long paragraph is not, for one phrase in it. */
export function isBoilerplate(block: string): boolean {
  if (!phrases.some((phrase) => phrase.test(block))) return false
  return block.length <= 700
}

/** In capitals, or cut short, the word is a button whatever follows; written out it needs a mark or "article". */
const englishButton =
  /^\s*(?:[«‹<←⟵◄]+\s*)?(?:(?:PREV(?:IOUS)?|NEXT|Prev)(?:[\s:：]|$)|(?:[Pp]rev(?:ious)?|[Nn]ext|[Oo]lder|[Nn]ewer)(?: (?:articles?|posts?|story|stories|news|page|entry|entries))?\s*(?:[:：»›>→]|$))/u
const englishSpelt =
  /^\s*(?:Previous|Next|Older|Newer) (?:article|post|story|news|page|entry)\b(?!.*\.\s*$)/iu
const otherButtons =
  /^\s*[«‹<←]\s*(?:previous|prev|précédent|zurück|anterior|назад|السابق)|^\s*(?:article (?:précédent|suivant)|(?:vorheriger|nächster|voriger) (?:artikel|beitrag)|(?:artículo|noticia|artigo|articolo|nota) (?:anterior|siguiente|seguinte|precedente|successivo)|(?:vorig|volgend) (?:artikel|bericht)|(?:предыдущ|следующ)\p{L}+ (?:статья|запись|новость|материал)|(?:назад|вперёд|далее)\s*[:：]|السابق|التالي|المقال (?:السابق|التالي)|(?:الخبر|الموضوع) (?:السابق|التالي)|önceki|sonraki|上一篇|下一篇|前の記事|次の記事|이전 ?글|다음 ?글)/iu
const trail = /^\s*(?:home|accueil|startseite|inicio|главная|الرئيسية|首页)\s*(?:[>›»/|→]|$)/iu
const mostNavigation = 260

/** True for a line that leads elsewhere: previous and next article, the trail of sections. */
export function isNavigation(block: string): boolean {
  if (block.length > mostNavigation) return false
  return [englishButton, englishSpelt, otherButtons, trail].some((sign) => sign.test(block))
}
