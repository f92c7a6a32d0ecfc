import { realArticles } from '../tracing/texts.ts'
import { type Article, article } from './articles.ts'

/** English news that translates nothing, so that the window is no smaller than it would be: some thousand articles. */
export function background(): Article[] {
  const articles = (realArticles() ?? []).filter(({ id, dense }) => !dense && !id.includes('ntrex'))
  return articles.map(({ id, sentences }) => ({ doc: `other ${id}`, ...article(sentences, 'en') }))
}
