import type { Element } from './tree.ts'

const asideTags = new Set(['nav', 'footer', 'aside', 'form', 'menu', 'dialog', 'figcaption'])
const asideRoles =
  /^(navigation|complementary|contentinfo|search|dialog|alertdialog|banner|menu|menubar|toolbar|tooltip)$/i
const asideWords = words(
  'comments? kommentare? sidebar side-bar footer foot nav navbar navigation menu share sharing social socials promo promos related',
  'recommend(?:ed|ations?)? recirc(?:ulation)? newsletters? subscri(?:be|ption|ber) advert\\w* ads? banner breadcrumbs? cookies? consent privacy',
  'modal popup widget tags tag-?list tag-?cloud toolbar byline bylines author authors vcard bio bios biography author-?(?:bio|box|info|card|note|about|details) about-?(?:the-?)?author',
  'caption captions credits? attribution photo-?credit disqus trending popular most-?(?:read|popular|viewed) more-?stories read-?more read-?next',
  'signup sign-?up sponsor\\w* outbrain taboola masthead print-?only d-print-block sr-only visually-?hidden screen-reader-text pagination pager',
  'rating respond teasers? postmeta(?:data)? post-?meta entry-?meta boilerplate disclosure disclaimer pull-?quotes? video-?(?:title|details\\w*|description|caption)',
  'favorites? poll survey quiz citation twitter-tweet instagram-media fb-post tiktok-embed table-of-contents',
)
const bodyWords =
  /article-?body|story-?body|entry-?content|post-?content|article-?content|main-?content|articlebody|post-?body|article-?text/i
/** Page builders and blog systems put these names on the article itself. */
const frameWords =
  /(?:^|\s)(?:elementor\S*|hentry|type-post|type-page|status-publish|h-entry|wpb_\S*|vc_\S*)(?:\s|$)/i

function words(...rows: readonly string[]): RegExp {
  return new RegExp(`(?:^|[\\s_-])(?:${rows.join(' ').replaceAll(' ', '|')})(?:$|[\\s_-])`, 'i')
}

/** Whether an element's tag, role or names say that it is not the article. */
export function saysAside({ tag, attributes }: Element): boolean {
  if (tag === 'body' || tag === 'html' || tag === 'main' || tag === '#page') return false
  if (asideTags.has(tag) || asideRoles.test(attributes['role'] ?? '')) return true
  if (attributes['aria-hidden'] === 'true') return true
  const names = namesOf(attributes)
  return names !== '' && asideWords.test(names) && !bodyWords.test(names) && !frameWords.test(names)
}

/** How far an element's tag and names speak for it as the article's body: 1 says nothing, more speaks for it. */
export function saysBody({ tag, attributes }: Element): number {
  const names = namesOf(attributes)
  const base = tag === 'article' ? 1.15 : 1
  if (/articlebody/i.test(attributes['itemprop'] ?? '')) return base + 0.5
  if (bodyWords.test(names)) return base + 0.3
  return /article|body|content|entry|main|post|story|text/i.test(names) ? base + 0.15 : base
}

const noteWords = words(
  'byline bylines author authors author-?(?:bio|box|info|card|note|about|details) about-?(?:the-?)?author bio bios credits? caption captions',
  'attribution source sources quelle photo-?credit disclaimer disclosure boilerplate copyright note notes editors?-?note citation postmeta(?:data)?',
  'post-?meta entry-?meta article-?meta meta date dateline video-?caption footer foot teasers?',
)

/** Whether an element that is not the article may still name its authors, credits or sources. */
export function saysNote({ tag, attributes }: Element): boolean {
  return (
    tag === 'figcaption' ||
    tag === 'figure' ||
    tag === 'footer' ||
    tag === 'address' ||
    noteWords.test(namesOf(attributes))
  )
}

const leadWords =
  /(?:^|[\s_-])(?:dek|deck|standfirst|lead|lede|leader|intro|introduction|summary|excerpt|abstract|sub-?title|sub-?head(?:line|ing)?|sub-?hed|vorspann|chapo|chapeau|kicker-?text|teaser|teaser-?text|description|entradilla|sommario|bajada|perex|ingress|anleser|preamble)(?:$|[\s_-])/i

/** Whether an element's names say that it holds the article's first lines, set apart under the headline. */
export function saysLead({ attributes }: Element): boolean {
  return leadWords.test(namesOf(attributes))
}

function namesOf(attributes: Element['attributes']): string {
  return `${attributes['class'] ?? ''} ${attributes['id'] ?? ''}`.trim().replace(/([a-z])([A-Z])/g, '$1-$2')
}
