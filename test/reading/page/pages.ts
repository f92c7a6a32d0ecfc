/** Pages written for these tests; the people, places and outlets in them are invented. */

const paragraphs = [
  'The harbour at Norwick stayed shut for a third day on Tuesday, after the strongest storm in a decade tore two cranes from their foundations, the port authority said.',
  'No one was hurt, but 14 ships are waiting outside the bay, and the owners of the fish market expect losses of at least 3 million crowns, their spokeswoman told reporters.',
  '“We have never seen waves like these, not even in the winter of 1987,” said Harald Brekke, who has been harbour master for 22 years and hopes to reopen one quay on Thursday.',
  'Engineers will examine the remaining cranes on Wednesday, weather allowing, before the authority decides whether larger vessels may enter again, it added in a statement.',
] as const

export const [first, second, third, fourth] = paragraphs

/** A newspaper's page as a content system prints it: menus, share buttons, related boxes, comments, a long footer. */
export const newspaper = `<!doctype html><html lang="en-GB"><head><title>Storm keeps Norwick harbour shut for third day | The Norwick Courier</title>
<meta property="og:site_name" content="The Norwick Courier"><meta property="og:title" content="Storm keeps Norwick harbour shut for third day">
<meta property="og:image" content="/pictures/harbour.jpg"><link rel="canonical" href="/news/harbour-shut">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"The Norwick Courier"},
{"@type":"NewsArticle","headline":"Storm keeps Norwick harbour shut for third day","datePublished":"2026-03-03T07:15:00Z","dateModified":"2026-03-03T09:40:00Z",
"author":[{"@type":"Person","name":"By Ingrid Solvang"},{"@id":"#odd"}]},{"@type":"Person","@id":"#odd","name":"Odd Halvorsen",}]}</script></head>
<body><header><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav></header>
<main><article><h1>Storm keeps Norwick harbour shut for third day</h1>
<p class="standfirst">Two cranes lost, fourteen ships waiting outside the bay and the fish market counting its losses</p>
<div class="byline">By <a href="/a/1" rel="author">Ingrid Solvang</a> and Odd Halvorsen</div><time datetime="2026-03-03T08:15:00+01:00">3 March 2026, 08:15</time>
<div class="share-buttons"><a href="#">Share on Chirp</a> Share this with your friends and family, wherever they may be today</div>
<figure><img src="x.jpg"><figcaption>Waves break over the quay. Photo: Ola Nordmann / Scanfoto</figcaption></figure>
<div class="article-body"><p>${first}</p><p>${second} <a href="https://port.example/statement">the full statement</a></p>
<div class="related-box"><h3><a href="/1">Ferry cancelled</a></h3><h3><a href="/2">Snow in the hills</a></h3></div>
<h2>A wave like no other</h2><p>${third}</p><p>Advertisement</p><p>${fourth}</p><p>Source: AFP</p></div></article>
<section class="comments" id="comments"><h2>3 comments</h2><p>My uncle worked on those cranes for thirty years and he always said that they would go one day, and now they have gone.</p></section>
<aside class="sidebar"><h3>Most read</h3><ul><li><a href="/3">Council votes on budget, again</a></li></ul></aside></main>
<footer><p>This article was first published by Northern Wire and has been modified by our staff.</p><p><a href="/terms">Terms</a></p></footer></body></html>`

export const arabic = `<html lang="ar" dir="rtl"><head><title>إغلاق ميناء النورس لليوم الثالث - صحيفة الشاطئ</title><meta property="og:site_name" content="صحيفة الشاطئ"></head><body>
<h1>إغلاق ميناء النورس لليوم الثالث</h1><div class="date">الثلاثاء ٣ مارس ٢٠٢٦</div><div class="content">
<p>قالت سلطة الموانئ إن ميناء النورس سيبقى مغلقا لليوم الثالث على التوالي بسبب أقوى عاصفة تشهدها المنطقة منذ عشر سنوات، وفق بيان رسمي.</p>
<p>وأضاف البيان أن أربع عشرة سفينة تنتظر خارج الخليج، وأن الخسائر قد تبلغ ثلاثة ملايين، من دون تسجيل أي إصابات حتى الآن.</p><p>المصدر: وكالة الأنباء</p></div></body></html>`

export const chinese = `<html lang="zh-CN"><head><meta charset="gbk"><title>北湾港口连续第三天关闭_海岸日报</title></head><body><h1>北湾港口连续第三天关闭</h1>
<div class="info">2026年3月3日 08:15 来源：新海通讯社</div><div id="content"><p>港务局周二表示，受十年来最强风暴影响，北湾港口连续第三天关闭，两台起重机倒塌，没有人员伤亡，十四艘船只仍在海湾外等待进港。</p>
<p>港务局发言人说，工程师将在周三检查其余的起重机，然后决定是否允许大型船只重新进入港口，渔市预计损失至少三百万元。</p></div></body></html>`

export const amp = `<!doctype html><html amp lang="en"><head><title>Storm shuts harbour</title><link rel="canonical" href="https://courier.example/harbour"></head><body>
<amp-sidebar><ul><li><a href="/">Home</a></li></ul></amp-sidebar><article><h1>Storm shuts harbour</h1><amp-img src="a.jpg"></amp-img>
<p>${first}</p><amp-ad></amp-ad><p>${second}</p><p>${third}</p></article></body></html>`

export const liveBlog = `<html><body><h1>Storm at Norwick: live</h1><div class="live">${[
  first,
  second,
  third,
  fourth,
]
  .map(
    (text, at) =>
      `<div class="post"><time datetime="2026-03-03T0${9 - at}:00Z">0${9 - at}:00</time><h2>Update ${at}</h2><p>${text}</p></div>`,
  )
  .join('')}</div></body></html>`

/** What a hurried hand leaves: nothing closed, things closed twice, a stray angle bracket, misnested links. */
export const broken = `<title>Storm shuts harbour</title><h1>Storm shuts harbour<div class=text><p>${first}<p>${second} <b><a href=/x>More</b></p></a></div></span>
<p>${third}<table><tr><td>Ships<td>14<tr><td>Cranes<td>2</div></table><p>${fourth} 3 < 5 <script>if (a<b) "</p>"</script>`
