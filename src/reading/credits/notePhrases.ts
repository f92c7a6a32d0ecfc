import type { SourceNote } from '../../domain/reading.ts'

/** A way of saying where a page's text comes from. The source's name, where one is given, begins where it ends. */
export interface NotePhrase {
  readonly says: SourceNote['says']
  readonly phrase: RegExp
  /** True when the phrase means nothing without a name after it. */
  readonly named?: boolean
}

const piece =
  '(?:news|article|story|report|post|piece|text|item|content|column|essay|analysis|interview|version)'
const published = '(?:published|posted|appeared|released|printed|carried|issued|broadcast)'

/**
 * The phrases, by what they say; each language's own. They speak of the page itself ("this article", "the original
 * news"): a sentence about somebody else's article must not match.
 */
export const notePhrases: readonly NotePhrase[] = [
  // English
  {
    says: 'published-at',
    phrase: new RegExp(
      `\\b(?:th(?:is|e)(?: original| full)? ${piece}|a version of this ${piece})(?: above)?,?(?: was| were| is| has| has been| had been)?(?: also| originally| first| previously|,| initially)*(?: been)? ${published}(?: first| originally| and is available| in print)?(?: here)? (?:in|at|on|by)\\b`,
      'iu',
    ),
    named: true,
  },
  {
    says: 'published-at',
    phrase:
      /(?:^|[(*\s])(?:originally|first|previously|initially) (?:published|posted|appeared|printed)(?: here)? (?:in|at|on|by)\b/iu,
    named: true,
  },
  {
    says: 'published-at',
    phrase: /\bthe post .{1,300}? (?:appeared first|first appeared) on\b/iu,
    named: true,
  },
  {
    says: 'published-at',
    phrase: /\bthe original (?:news|article|story) (?:is|can be found|remains) (?:available )?(?:at|on)\b/iu,
    named: true,
  },
  {
    says: 'published-at',
    phrase: /\bthis (?:article|story|report|piece) (?:comes|came|is taken|was taken) from\b/iu,
    named: true,
  },
  {
    says: 'transferred-or-quoted',
    phrase:
      /\b(?:(?:article|story|report|text|piece) (?:is|was|has been) |^[\W_]*)?(?:re-?published|reprinted|reproduced|syndicated|excerpted)(?: here)?(?: with (?:the )?(?:kind )?permission)? (?:from|of|by)\b/iu,
    named: true,
  },
  {
    says: 'transferred-or-quoted',
    phrase:
      /\b(?:(?:it|this (?:article|news|story|text)) )?(?:may|might|could) (?:also )?have been (?:(?:completely|fully|partly|partially|wholly|entirely) )?(?:or (?:partly|partially) )?(?:transferred|copied|quoted|taken|reproduced)\b(?:[^.]{0,40}?\b(?:from|of)\b(?! it\b))?/iu,
  },
  {
    says: 'confirmed',
    phrase:
      /\b(?:editorial (?:team|staff|board|office)|editors|newsroom|editorial) (?:at|of|in|from)\b(?=[^.]{2,60}?\b(?:has|have|had)? ?(?:confirmed|verified|checked|reviewed)\b)/iu,
    named: true,
  },
  {
    says: 'confirmed',
    phrase:
      /\b(?:this|the) (?:news|article|story|report) (?:has been|was) (?:confirmed|verified|checked|reviewed) by (?:the )?(?:editorial (?:team|staff) (?:at|of) |editors (?:at|of) )?/iu,
    named: true,
  },
  {
    says: 'modified',
    phrase:
      /\b(?:it|this (?:article|news|story|text|piece)|the (?:article|news|text)) (?:has been|was|may have been) (?:slightly |lightly |partly )?(?:modified|edited|adapted|shortened|abridged|translated|condensed|rewritten)\b/iu,
  },
  {
    says: 'modified',
    phrase:
      /\b(?:adapted|translated|abridged|edited) from (?:the |an )?(?:original )?(?:article|story|report|text)\b/iu,
  },
  {
    says: 'see-main-source',
    phrase: /\b(?:from|at|on|via) (?:its|the) (?:main|original|primary) source\b/iu,
  },
  {
    says: 'see-main-source',
    phrase:
      /\bread the (?:original|full)(?: (?:article|story|report|text|piece|version))? (?:at|on|in|from|by)\b/iu,
    named: true,
  },
  {
    says: 'see-main-source',
    phrase:
      /^[\W_]*(?:original (?:source|article|story|link)|source link|link to (?:the )?original)\b\s*[:–—-]?/iu,
  },
  // French
  {
    says: 'published-at',
    phrase:
      /\b(?:cet article|ce texte|cette tribune|ce reportage|cette dépêche|cette enquête)[^.]{0,40}? (?:est|a été|était|fut)(?: initialement| d['’]abord| originellement| à l['’]origine)? (?:parue?|publiée?|diffusée?)(?: initialement| d['’]abord| pour la première fois| à l['’]origine| en premier)? (?:dans|sur|par|chez|à)\b/iu,
    named: true,
  },
  {
    says: 'published-at',
    phrase: /\b(?:initialement|d['’]abord|originellement) (?:parue?|publiée?) (?:dans|sur|par|chez)\b/iu,
    named: true,
  },
  { says: 'published-at', phrase: /\bl['’]article .{1,300}? est apparu en premier sur\b/iu, named: true },
  {
    says: 'see-main-source',
    phrase:
      /\b(?:lire|lisez|voir|retrouvez) l['’]article (?:original|d['’]origine|complet) (?:sur|de|dans)\b/iu,
    named: true,
  },
  {
    says: 'confirmed',
    phrase:
      /\b(?:la rédaction|l['’]équipe éditoriale|l['’]équipe de rédaction) (?:de|du|d['’])(?=[^.]{2,60}? (?:a|l['’]a) (?:confirmée?|vérifiée?|relue?))/iu,
    named: true,
  },
  {
    says: 'modified',
    phrase:
      /\b(?:il|elle|cet article|ce texte) a été (?:légèrement )?(?:modifiée?|adaptée?|traduite?|raccourcie?|remaniée?)\b/iu,
  },
  {
    says: 'transferred-or-quoted',
    phrase:
      /\b(?:a pu être|peut avoir été|article|texte) (?:entièrement |intégralement )?(?:reprise?|citée?|reproduite?|repris avec l['’]autorisation)(?: de| par| avec l['’]autorisation de)?\b/iu,
  },
  // German
  {
    says: 'published-at',
    phrase:
      /\b(?:dieser|diese|dieses|der|das)(?: original-?)? ?(?:artikel|beitrag|text|bericht|meldung|interview)[^.]{0,60}? ?(?:ist |wurde |erschien |war )(?:zuerst |zunächst |ursprünglich |erstmals |auch )*(?:in der|im|in|bei|auf|von|beim)\b(?=[^.]{2,120}?(?:erschienen|veröffentlicht|publiziert)|(?<=erschien [^.]{0,60}))/iu,
    named: true,
  },
  {
    says: 'published-at',
    phrase:
      /\b(?:zuerst|zunächst|ursprünglich|erstmals) (?:erschienen|veröffentlicht) (?:in der|im|in|bei|auf|von|beim)\b/iu,
    named: true,
  },
  { says: 'published-at', phrase: /\bder beitrag .{1,300}? erschien zuerst auf\b/iu, named: true },
  {
    says: 'see-main-source',
    phrase:
      /\b(?:zum original(?:artikel|beitrag|text)?|lesen sie den originalartikel|originalquelle)(?: (?:bei|auf|in|von)\b| ?:)/iu,
    named: true,
  },
  {
    says: 'confirmed',
    phrase: /\bredaktion (?:von|der|des|bei)\b(?=[^.]{2,60}? (?:bestätigt|geprüft|überprüft))/iu,
    named: true,
  },
  {
    says: 'modified',
    phrase:
      /\b(?:er|sie|dieser (?:artikel|text|beitrag)|die meldung) wurde (?:leicht |redaktionell )?(?:geändert|bearbeitet|gekürzt|übersetzt|angepasst)\b/iu,
  },
  {
    says: 'transferred-or-quoted',
    phrase: /\b(?:ganz oder teilweise|vollständig|wörtlich) (?:übernommen|zitiert)(?: von| aus)?\b/iu,
  },
  // Spanish
  {
    says: 'published-at',
    phrase:
      /\b(?:este artículo|esta noticia|esta nota|este texto|este reportaje)[^.]{0,40}? (?:fue publicad[oa]|se publicó|ha sido publicad[oa]|apareció|salió)(?: originalmente| primero| por primera vez| inicialmente)* (?:en|por)\b/iu,
    named: true,
  },
  {
    says: 'published-at',
    phrase: /\b(?:publicad[oa]|apareció) (?:originalmente|primero|inicialmente) (?:en|por)\b/iu,
    named: true,
  },
  {
    says: 'published-at',
    phrase: /\bla entrada .{1,300}? (?:se publicó|aparece|apareció) primero en\b/iu,
    named: true,
  },
  {
    says: 'see-main-source',
    phrase: /\b(?:lea|leer|ver|lee) (?:el artículo|la noticia|la nota) original (?:en|de)\b/iu,
    named: true,
  },
  {
    says: 'modified',
    phrase:
      /\b(?:este artículo|esta noticia|esta nota|este texto) ha sido (?:ligeramente )?(?:modificad|editad|adaptad|traducid)[oa]\b/iu,
  },
  { says: 'via', phrase: /\bcon información de\b/iu, named: true },
  // Italian
  {
    says: 'published-at',
    phrase:
      /\bquest['’oa]? ?(?:articolo|notizia|testo|intervista)[^.]{0,40}? (?:è stat[oa] pubblicat[oa]|è apparso|è uscit[oa])(?: originariamente| per la prima volta| inizialmente)* (?:su|in|da|sul|sulla|nel|dal|dalla)\b/iu,
    named: true,
  },
  {
    says: 'published-at',
    phrase: /\bl['’]articolo .{1,300}? (?:proviene da|sembra essere il primo su)\b/iu,
    named: true,
  },
  // Portuguese
  {
    says: 'published-at',
    phrase:
      /\b(?:este artigo|esta notícia|esta matéria|este texto|esta reportagem)[^.]{0,40}? foi publicad[oa](?: originalmente| primeiro| inicialmente)* (?:em|no|na|por|pelo|pela)\b/iu,
    named: true,
  },
  { says: 'published-at', phrase: /\bo post .{1,300}? apareceu primeiro em\b/iu, named: true },
  {
    says: 'published-at',
    phrase: /\bpublicad[oa] originalmente (?:em|no|na|por|pelo|pela)\b/iu,
    named: true,
  },
  // Dutch, Polish, Turkish
  {
    says: 'published-at',
    phrase:
      /\bdit (?:artikel|bericht|stuk) (?:verscheen|is|werd)(?: eerder| eerst| oorspronkelijk| voor het eerst)*(?: verschenen| gepubliceerd)? (?:in|op|bij|door)\b/iu,
    named: true,
  },
  {
    says: 'published-at',
    phrase:
      /(?:artykuł|tekst|materiał)[^.]{0,60}? (?:ukazał się|pojawił się|został opublikowany)(?: pierwotnie| najpierw| po raz pierwszy)* (?:w|na|przez)(?=\s)/iu,
    named: true,
  },
  { says: 'published-at', phrase: /\bilk olarak\b/iu, named: true },
  // Russian, Ukrainian
  {
    says: 'published-at',
    phrase:
      /(?:(?:этот|эта|данный|данная) )?(?:материал|статья|текст|новость|оригинал(?: статьи| материала)?)(?: был[аои]?)?(?: впервые| первоначально| изначально)*(?: был[аои]?)? опубликован[аоы]?(?: впервые)? (?:на сайте|на портале|в газете|в журнале|изданием|агентством|в|на)(?=\s)/iu,
    named: true,
  },
  {
    says: 'published-at',
    phrase: /(?:впервые|первоначально) опубликован[аоы]? (?:на сайте|в газете|изданием|в|на)(?=\s)/iu,
    named: true,
  },
  { says: 'published-at', phrase: /запись .{1,300}? впервые появилась(?: на)?/iu, named: true },
  { says: 'via', phrase: /(?:по материалам|за матеріалами|по информации агентства)(?=\s)/iu, named: true },
  {
    says: 'see-main-source',
    phrase: /(?:читайте оригинал|читать оригинал|первоисточник)(?: на сайте| на| в|:)?/iu,
  },
  // Arabic, Persian
  {
    says: 'published-at',
    phrase:
      /(?:الخبر|المقال|التقرير|الموضوع)(?: الأصلي| الاصلي)? (?:قد )?(?:تم نشره|نشر|نُشر|تم نشر)(?: ومتواجد| ومتوفر| لأول مرة| أولا| أولاً| و متوفر)* (?:على|في|بـ|لدى)(?: موقع| صحيفة| جريدة)?/iu,
    named: true,
  },
  {
    says: 'published-at',
    phrase:
      /(?:نشر|نُشر) (?:هذا|الخبر|المقال|هذا المقال|هذا الخبر)[^.]{0,30}? (?:لأول مرة |أولا |أولاً )?(?:على|في)(?: موقع| صحيفة| جريدة)?/iu,
    named: true,
  },
  {
    says: 'confirmed',
    phrase:
      /(?:فريق التحرير|هيئة التحرير|أسرة التحرير) (?:في|لدى|بـ)(?: موقع| صحيفة)?(?=[^.]{2,60}? (?:بالتأكد|بتأكيد|بالتحقق|تأكد|راجع))/iu,
    named: true,
  },
  { says: 'modified', phrase: /(?:تم|وتم|جرى) (?:التعديل عليه|تعديله|تحريره|ترجمته|اختصاره)/iu },
  {
    says: 'transferred-or-quoted',
    phrase: /(?:تم|يكون تم) (?:نقله|نقل الخبر)(?: بالكامل)?(?: [أا]و ال[إا]قتباس منه)?/iu,
  },
  { says: 'see-main-source', phrase: /من مصدره (?:الأساسي|الاساسي|الأصلي|الرئيسي)/iu },
  { says: 'via', phrase: /(?:^|[\s(])نقلا?ً?ا? عن(?: موقع| صحيفة| وكالة)?/iu, named: true },
  // Chinese, Japanese
  {
    says: 'published-at',
    phrase: /(?:本文|原文|该文)(?:最初|首先|原)?(?:首?发(?:表)?|刊登|刊载|刊發|發表|載|载)(?:于|於|在|自)/iu,
    named: true,
  },
  { says: 'transferred-or-quoted', phrase: /(?:本文)?(?:转载自|轉載自|转自|轉自|摘自)[:：]?/iu, named: true },
  { says: 'see-main-source', phrase: /(?:阅读原文|閱讀原文|原文链接|原文連結|元記事)[:：]?/iu },
]

/** What every phrase above holds one of: a sentence that holds none is passed over. A new phrase adds its own. */
export const inEveryPhrase =
  /publi|appear|print|posted|post |releas|carried|issued|broadcast|repub|republ|reprod|syndicat|excerpt|original|comes? from|came from|taken|transferred|copied|quoted|editor|newsroom|confirm|verif|checked|review|modif|edited|adapted|shortened|abridged|translated|condensed|rewritten|source|read the|link to|paru|diffus|rédaction|lire|lisez|voir|retrouvez|reprise?|cité|erschien|wurde|übernommen|zitiert|redaktion|salió|entrada|noticia|información|uscit|apparso|proviene|sembra|apareceu|verscheen|artykuł|tekst|materiał|olarak|опублик|запись|матер|информации|оригинал|источник|خبر|مقال|نشر|تقرير|موضوع|تحرير|تعديل|ترجم|اختصار|نقل|مصدر|本文|原文|该文|转|轉|摘|元記事|dit (?:artikel|bericht|stuk)/iu

/** Labels before a source's name on a line of its own: "Source: …", "Quelle: …". */
export const sourceLabels =
  /^[\s([【*•–—-]*(?:sources?|original source|news source|fuentes?|quellen?|fonti|fonte|fontes|bron(?:nen)?|kilder?|källa|källor|lähde|źródło|zdroj|forrás|sursa|kaynak|sumber|nguồn|izvor|извор|источник|источники|джерело|крыніца|източник|πηγή|المصدر|مصدر|المصادر|منبع|ماخذ|מקור|स्रोत|ที่มา|来源|來源|消息来源|新闻来源|稿源|出典|引用元|ソース|情報源|출처|자료)\s*[\])】]?\s*[:：]\s*/iu
