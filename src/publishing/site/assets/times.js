// Shows every time of the page in the reader's own zone, and tells the server the zone for the next page.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
const { zone: shownZone, locale } = document.documentElement.dataset

if (zone && zone !== shownZone) {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser.
  document.cookie = `zone=${encodeURIComponent(zone)}; path=/; max-age=31536000; samesite=lax`
  for (const element of document.querySelectorAll('time[data-shape]')) show(element)
  // A zone that nobody chose yet.
  for (const field of document.querySelectorAll('input[data-zone="own"]')) field.value = zone
}

function show(element) {
  const shape = JSON.parse(element.dataset.shape)
  const at = new Date(element.dateTime)
  element.textContent = new Intl.DateTimeFormat(locale, { ...shape, timeZone: zone }).format(at)
}
