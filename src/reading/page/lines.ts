/**
 * Lines that stand in an article's text without being part of it, known by how they begin, in the languages of most
 * European pages. Only whole short lines are matched.
 */
const pointers: readonly RegExp[] = [
  // Advertisements.
  /^[\s\-–—([*]*(advertisement|anzeige|werbung|reklame|publicidad|publicité|pubblicità|annonce|advertentie|реклама|реклам|广告|إعلان|story continues below advertisement|continue reading below|article continues below)[\s\-–—)\]:*.]*$/i,
  // Pointers elsewhere.
  /^[\s►▶>»→•*+-]*(read (more|also|next|further|on)|also read|related( articles?| stor(y|ies)| coverage| posts?| content| topics?| reading)?|more (on|from|stories|about|in|like|coverage)|see (also|more)|recommended|you (may|might) (also )?like|don['’]t miss|explore further|further reading|watch( now| more)?|listen( now)?|most (read|popular|viewed)|trending( now)?|editor['’]?s['’]? picks?|keep reading|up next|sign up|subscribe|follow (us|@)|join (us|the conversation)|share (this|on|via)|click here|download( the)? app|get (our|the) (app|newsletter)|what do you think|have your say)\b.{0,60}:?\s*$/i,
  /^[\s►▶>»→•*+-]*(lesen sie (auch|hier|dazu|mehr|weiter)|auch interessant|mehr (zum thema|dazu|zu|aus|von|über|lesen)|weitere (artikel|beiträge|informationen|themen|infos|news|links)|ähnliche (artikel|beiträge|themen)|das könnte (sie|dich) auch|schon gelesen|zum thema|weiterlesen|weiterführende|siehe auch|themen (im|in diesem) artikel|zurück zur|jetzt (lesen|abonnieren|teilen)|artikel teilen|teilen( auf| mit)?|drucken|newsletter|kommentare?\b|passend zum thema|meistgelesen)\b.{0,60}:?\s*$/i,
  /^[\s►▶>»→•*+-]*(lire (aussi|la suite|également)|à lire|voir aussi|sur le même (sujet|thème)|en savoir plus|partager|lea también|leer más|le puede interesar|te puede interesar|más (información|sobre|en)|ver también|artículos relacionados|leggi anche|per approfondire|potrebbe interessarti|articoli correlati|leia (também|mais)|veja também|lees (ook|meer|verder)|zobacz (też|także)|czytaj (też|także|więcej)|przeczytaj (też|także)|läs (också|mer|även)|les også|læs også|čtěte (také|též|více)|читайте (также|ещё)|читать (далее|также)|по теме|اقرأ أيضا|相关(阅读|新闻|文章)|関連記事)(\s|:|$).{0,100}$/i,
]

/** Lines that say who made a picture or holds the rights, and what a reader is asked to accept. */
const notices: readonly RegExp[] = [
  // Who made the picture.
  /^[([]?\s*(photo|photos|image|images|picture|bild|bilder|foto|fotos|fotografía|titelbild|beitragsbild|quelle bild|bildquelle|bildnachweis|crédits?( photos?)?|credits?( photos?)?|photo credits?|image credits?|illustration|grafik|video|symbolbild|zdjęcie|fot\.|фото)\s*(by|von|de|:|©|\/|\()/i,
  /^[([]?\s*(©|\(c\)|copyright\b)/i,
  // What a reader is asked to accept.
  /\b(may (earn|receive) (a |an )?(affiliate )?(commission|compensation)|affiliate (links?|commission|partner)|privacy policy|terms of (use|service)|cookie (policy|settings)|all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados)\b/i,
]

const commentsStart =
  /^(\d+\s+)?(comments?|kommentare?|leserkommentare|commentaires?|comentarios?|commenti|reacties|komentarze|комментарии|تعليقات|评论|leave a (reply|comment)|post a comment|add a comment|join the (conversation|discussion)|schreiben? sie einen kommentar|schreibe einen kommentar|kommentar (schreiben|verfassen|hinterlassen)|einen kommentar|\d+ (thoughts?|responses?|replies|antworten|gedanken|kommentare?) (on|to|zu|auf)|laisser un commentaire|deja (un comentario|una respuesta)|say your words)\b.{0,60}$/i

/** Whether a line is an advertisement's label or only points to another page. */
export function isPointer(line: string): boolean {
  return line.length <= 400 && pointers.some((pattern) => pattern.test(line))
}

/** Whether a line is page furniture: a pointer, a picture's credit, a notice of rights. */
export function isFurniture(line: string): boolean {
  return isPointer(line) || (line.length <= 400 && notices.some((pattern) => pattern.test(line)))
}

/** Whether a heading says that readers' comments follow. */
export function startsComments(line: string): boolean {
  return line.length <= 100 && commentsStart.test(line)
}

const bylineStart =
  /^(by|von|par|por|di|door|av|af|text|author|autor(in)?|auteur|written by|posted by|published|updated|last updated|posted|erstellt|veröffentlicht|aktualisiert|publié|publicado|pubblicato|actualizado|опубликовано)\b\s*:?\s*[\p{Lu}\d|]/iu
const datePart = /\d{1,4}(st|nd|rd|th)?|[:.,/|–-]|\b(\p{L}{3,9}\.?)\b/gu

/** Whether a short line only says who wrote the page or when. */
export function isByline(line: string): boolean {
  if (line.length > 80) return false
  if (bylineStart.test(line) && !/[.!?]["”]?$/.test(line)) return true
  return (
    /\b(19|20)\d{2}\b/.test(line) &&
    line.length <= 40 &&
    line.replace(datePart, '').trim() === '' &&
    /\d{1,2}[.:/ ]|\d{1,2},/.test(line)
  )
}

const sourceWords =
  /\b(sources?|credits?|via|originally|first (published|appeared)|published (by|in|on|at|with)|republished|reprinted|syndicated|(reporting|editing|writing) by|news ?wire|wire service|press release|copyright|(provided|supplied|contributed) by|with (inputs?|files|reporting|additional reporting) from|transferred|quoted|translated|modified by|confirmed by|contributed to this|afp|reuters|associated press|\(?ap\)?|upi|dpa|apa|sda|ansa|efe|lusa|pti|ani|ians|xinhua|tass|interfax|bloomberg|agence|agenc(?:y|ies|ias?)|agentur(?:en)?|agenzia|quelle|mit material|fuente|con información|fonte|bron|avec|kaynak)\b|©|źródło|zdroj|forrás|πηγή|источник|по материалам|риа новости|тасс|المصدر|نقلا عن|وكالة|وكالات|来源|來源|转载|轉載|新华社|出典|共同通信|時事通信|연합뉴스/iu

/** Whether a line may say where the page's text or pictures come from. */
export function speaksOfSource(line: string): boolean {
  return line.length <= 1000 && sourceWords.test(line)
}
