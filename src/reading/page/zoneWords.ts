import type { Element } from './tree.ts'

const asideTags = new Set(['nav', 'footer', 'aside', 'form', 'menu', 'dialog', 'figcaption'])
const asideRoles =
  /^(navigation|complementary|contentinfo|search|dialog|alertdialog|banner|menu|menubar|toolbar|tooltip)$/i
const asideWords =
  /(?:^|[\s_-])(?:comments?|kommentare?|sidebar|side-bar|footer|foot|nav|navbar|navigation|menu|share|sharing|social|socials|promo|related|recommend(?:ed|ations?)?|newsletter|subscri(?:be|ption)|advert\w*|ads?|banner|breadcrumbs?|cookies?|consent|modal|popup|widget|tags?|toolbar|byline|author-?(?:bio|box|info)|caption|credit|disqus|trending|popular|more-?stories|read-?more|signup|sponsor\w*|outbrain|taboola|masthead|print-?only|sr-only|pagination|pager|rating|respond|teasers?)(?:$|[\s_-])/i
const bodyWords =
  /article-?body|story-?body|entry-?content|post-?content|article-?content|main-?content|articlebody|post-?body|article-?text/i

/** Whether an element's tag, role or names say that it is not the article. */
export function saysAside({ tag, attributes }: Element): boolean {
  if (tag === 'body' || tag === 'html' || tag === 'article' || tag === 'main' || tag === '#page') return false
  if (asideTags.has(tag) || asideRoles.test(attributes['role'] ?? '') || attributes['aria-hidden'] === 'true')
    return true
  const names = namesOf(attributes)
  return names !== '' && asideWords.test(names) && !bodyWords.test(names)
}

/** How far an element's tag and names speak for it as the article's body: 1 says nothing, more speaks for it. */
export function saysBody({ tag, attributes }: Element): number {
  const names = namesOf(attributes)
  let says = tag === 'article' ? 1.15 : 1
  if (/articlebody/i.test(attributes['itemprop'] ?? '')) says += 0.5
  else if (bodyWords.test(names)) says += 0.3
  else if (/article|body|content|entry|main|post|story|text/i.test(names)) says += 0.15
  return says
}

function namesOf(attributes: Element['attributes']): string {
  return `${attributes['class'] ?? ''} ${attributes['id'] ?? ''}`.trim()
}
