// Shows alerts as notifications: one for a story, which gathers what is new in it. An alert that comes again, or a
// correction, takes the place of what it stands for.
const mostTold = 5

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('push', (event) => {
  if (event.data) event.waitUntil(show(event.data.json()))
})

async function show(alert) {
  const [shown] = await self.registration.getNotifications({ tag: alert.story })
  const earlier = (shown?.data?.told ?? []).filter((one) => one.key !== alert.key)
  const told = [{ key: alert.key, source: alert.source, lines: alert.lines }, ...earlier].slice(0, mostTold)
  await self.registration.showNotification(alert.title, {
    tag: alert.story,
    renotify: true,
    body: told.map(({ source, lines }) => [...lines, source].join('\n')).join('\n\n'),
    lang: alert.lang,
    dir: alert.dir,
    timestamp: alert.at,
    data: { told, url: alert.url, mute: alert.mute },
    actions: [
      { action: 'open', title: 'Open' },
      { action: 'mute', title: 'Mute this story' },
    ],
  })
}

self.addEventListener('notificationclick', (event) => {
  const { notification, action } = event
  notification.close()
  event.waitUntil(open(action === 'mute' ? notification.data.mute : notification.data.url))
})

async function open(url) {
  const pages = await self.clients.matchAll({ type: 'window' })
  const page = pages.find((one) => one.url === url)
  return page ? page.focus() : self.clients.openWindow(url)
}
