// Shows what a query would have caught while it is written: by the answer that the Preview button gives, a moment after
// the last key.
const form = document.querySelector('form[data-previews]')
const asks = [
  'query',
  'story',
  'pace',
  'daily-at',
  'quiet-from',
  'quiet-to',
  'zone',
  'most',
  'origins',
  'only',
]
const waitMs = 600
let waiting
let asking

form?.addEventListener('input', ({ target }) => {
  if (!asks.includes(target.name)) return
  clearTimeout(waiting)
  waiting = setTimeout(() => preview().catch(ignoreAborted), waitMs)
})

async function preview() {
  asking?.abort()
  asking = new AbortController()
  const given = new FormData(form)
  // Nothing else goes along: what was filled in may hold a token.
  const body = new URLSearchParams([['preview', 'yes']])
  for (const name of asks) if (given.has(name)) body.set(name, given.get(name))
  const response = await fetch(form.action, { method: 'POST', body, signal: asking.signal })
  if (!response.ok) return
  const answer = new DOMParser().parseFromString(await response.text(), 'text/html')
  for (const id of ['previewed', 'previewed-reports']) {
    document.getElementById(id).replaceChildren(...answer.getElementById(id).childNodes)
  }
  showProblem(answer)
}

/** What is wrong with the query, said under it as in the answer. */
function showProblem(answer) {
  const field = document.getElementById('query')
  document.getElementById('query-error')?.remove()
  const problem = answer.getElementById('query-error')
  if (problem) field.after(problem)
  for (const name of ['aria-invalid', 'aria-describedby']) {
    const value = answer.getElementById('query').getAttribute(name)
    if (value === null) field.removeAttribute(name)
    else field.setAttribute(name, value)
  }
}

function ignoreAborted(error) {
  if (error.name !== 'AbortError') throw error
}
