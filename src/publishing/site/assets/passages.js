// Pointing at a marked passage, or at an origin of the legend, brings out all that came from the same place.
const marked = document.querySelectorAll('[data-from]')

for (const element of marked) {
  element.addEventListener('pointerenter', () => bringOut(element.dataset.from))
  element.addEventListener('pointerleave', () => bringOut(undefined))
  element.addEventListener('focusin', () => bringOut(element.dataset.from))
  element.addEventListener('focusout', () => bringOut(undefined))
}

function bringOut(from) {
  for (const element of marked) element.classList.toggle('is-out', element.dataset.from === from)
}
