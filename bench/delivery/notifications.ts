import { createECDH, randomBytes } from 'node:crypto'
import webpush from 'web-push'
import type { Config } from '../../src/config.ts'
import type { Sending } from '../../src/delivery/sender.ts'
import { browserSecret, openWebPushChannel, pushedOf } from '../../src/delivery/webpush.ts'
import type { Beside } from '../delivery.ts'
import { aDelivery, pushKeys } from './anAlert.ts'

const times = 1500
const warmUp = 100
const siteUrl = 'https://news.example'
const contact = 'https://news.example'

const browser = createECDH('prime256v1')
browser.generateKeys()
const keys = { p256dh: browser.getPublicKey('base64url'), auth: randomBytes(16).toString('base64url') }
const endpoint = 'https://push.example/send/1'

/** Whole requests made ready, encrypted and signed, but not sent: the same text for both. */
export async function notificationSpeed(): Promise<Beside> {
  const ready: Sending[] = []
  const sender = {
    send(_address: string, sending: Sending) {
      ready.length = 0
      ready.push(sending)
      return Promise.resolve({ kind: 'delivered' as const })
    },
  }
  const channel = openWebPushChannel({ siteUrl, mailFrom: '' } as Config, sender)
  const delivery = aDelivery({ kind: 'webpush', address: endpoint, secret: browserSecret(keys) })
  const text = JSON.stringify(pushedOf(delivery, siteUrl, delivery.id))
  const vapidDetails = { subject: contact, publicKey: pushKeys.publicKey, privateKey: pushKeys.privateKey }
  const theirOptions = { vapidDetails, TTL: 172_800, urgency: 'normal', topic: delivery.id } as const
  const now = new Date()
  return {
    ours: await perCpuSecond(() => channel.send(delivery, now)),
    theirs: await perCpuSecond(() => webpush.generateRequestDetails({ endpoint, keys }, text, theirOptions)),
  }
}

/** All of it is computing, so the processor's time counts: what else the machine does then counts least. */
async function perCpuSecond(act: () => unknown): Promise<number> {
  for (let i = 0; i < warmUp; i++) await act()
  const before = process.cpuUsage()
  for (let i = 0; i < times; i++) await act()
  const { user, system } = process.cpuUsage(before)
  return (times / (user + system)) * 1e6
}
