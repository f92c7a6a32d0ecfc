// Asks the browser for notifications when a form that offers them is sent, and gives the form what the browser gave.
const form = document.querySelector('form[data-push-key]')
const problem = document.querySelector('[data-push-error]')
const isAble = 'serviceWorker' in navigator && 'PushManager' in window

form?.addEventListener('submit', (event) => {
  const field = form.elements.namedItem('webpush')
  const isWanted = new FormData(form).get('kind') === 'webpush'
  if (!isWanted || field.value !== '' || event.submitter?.name === 'preview') return
  event.preventDefault()
  problem.hidden = true
  subscribe(form.dataset.pushKey).then(
    (subscription) => {
      field.value = JSON.stringify(subscription)
      form.requestSubmit(event.submitter)
    },
    () => {
      problem.hidden = false
    },
  )
})

async function subscribe(key) {
  if (!isAble) throw new Error('This browser has no notifications.')
  await navigator.serviceWorker.register('/push-worker.js')
  const { pushManager } = await navigator.serviceWorker.ready
  const wanted = { userVisibleOnly: true, applicationServerKey: key }
  const known = await pushManager.getSubscription()
  try {
    return await pushManager.subscribe(wanted)
  } catch (error) {
    // A subscription made with another key stands in the way.
    if (error.name !== 'InvalidStateError' || !known) throw error
    await known.unsubscribe()
    return pushManager.subscribe(wanted)
  }
}
