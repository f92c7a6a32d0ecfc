const tracking =
  /^(?:utm_\w+|fbclid|gclid|dclid|msclkid|yclid|mc_[ce]id|igshid|ref|ref_src|cmp|cmpid|ocid|xtor|at_\w+|__twitter_impression|amp|outputType|smid|partner|source|src|traffic_source|taid|ito|ns_\w+)$/i

/**
 * The address as a key: without scheme, "www.", fragment, a trailing slash, and parameters that only say where the
 * reader came from. Undefined for what is no web address, or the front page of a site.
 */
export function addressKey(address: string): string | undefined {
  const url = URL.parse(address)
  if (!url || !/^https?:$/.test(url.protocol)) return undefined
  const parameters = [...url.searchParams]
    .filter(([name]) => !tracking.test(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
  const query = parameters.map(([name, value]) => `${name}=${value}`).join('&')
  const path = url.pathname.replace(/\/(?:index\.\w+)?$/, '').replace(/\/amp$/, '')
  if (path === '' && query === '') return undefined
  return `url:${url.host.replace(/^(?:www|amp|m)\./, '')}${path}${query ? `?${query}` : ''}`
}
