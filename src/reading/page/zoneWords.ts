import type { Element } from './tree.ts'

const asideTags = new Set(['nav', 'footer', 'aside', 'form', 'menu', 'dialog', 'figcaption'])
const asideRoles =
  /^(navigation|complementary|contentinfo|search|dialog|alertdialog|banner|menu|menubar|toolbar|tooltip)$/i
const asideWords =
  /(?:^|[\s_-])(?:comments?|kommentare?|sidebar|side-bar|footer|foot|nav|navbar|navigation|menu|share|sharing|social|socials|promo|related|recommend(?:ed|ations?)?|recirc(?:ulation)?|newsletter|subscri(?:be|ption)|advert\w*|ads?|banner|breadcrumbs?|cookies?|consent|modal|popup|widget|tags?|toolbar|byline|author-?(?:bio|box|info)|caption|credits?|disqus|trending|popular|more-?stories|read-?more|signup|sponsor\w*|outbrain|taboola|masthead|print-?only|sr-only|screen-reader-text|pagination|pager|rating|respond|teasers?|postmeta(?:data)?|post-?meta|entry-?meta)(?:$|[\s_-])/i
const bodyWords =
  /article-?body|story-?body|entry-?content|post-?content|article-?content|main-?content|articlebody|post-?body|article-?text/i
/** Page builders and blog systems put these names on the article itself. */
const frameWords =
  /(?:^|\s)(?:elementor\S*|hentry|type-post|type-page|status-publish|h-entry|wpb_\S*|vc_\S*)(?:\s|$)/i

/** Whether an element's tag, role or names say that it is not the article. */
export function saysAside({ tag, attributes }: Element): boolean {
  if (tag === 'body' || tag === 'html' || tag === 'article' || tag === 'main' || tag === '#page') return false
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

const leadWords =
  /(?:^|[\s_-])(?:dek|deck|standfirst|lead|lede|leader|intro|introduction|summary|excerpt|abstract|sub-?title|sub-?head(?:line|ing)?|sub-?hed|vorspann|chapo|chapeau|kicker-?text|teaser|teaser-?text|description|entradilla|sommario|bajada|perex|ingress|anleser|preamble)(?:$|[\s_-])/i

/** Whether an element's names say that it holds the article's first lines, set apart under the headline. */
export function saysLead({ attributes }: Element): boolean {
  return leadWords.test(namesOf(attributes).replace(/([a-z])([A-Z])/g, '$1-$2'))
}

function namesOf(attributes: Element['attributes']): string {
  return `${attributes['class'] ?? ''} ${attributes['id'] ?? ''}`.trim()
}
