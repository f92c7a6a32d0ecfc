import { PrivateAddressError } from '../../net/connector.ts'
import { type Fault, type FaultKind, fault } from './fetched.ts'

const byCode: Record<string, readonly [FaultKind, string]> = {
  ENOTFOUND: ['no-such-host', 'The name of the host is not known.'],
  EAI_AGAIN: ['no-such-host', 'The name of the host could not be looked up just now.'],
  EAI_FAIL: ['no-such-host', 'The name of the host could not be looked up.'],
  EAI_NODATA: ['no-such-host', 'The name of the host has no address.'],
  ECONNREFUSED: ['refused', 'The host refused the connection.'],
  EHOSTUNREACH: ['refused', 'The host cannot be reached.'],
  ENETUNREACH: ['refused', 'The host’s network cannot be reached.'],
  EADDRNOTAVAIL: ['refused', 'The host cannot be reached.'],
  ECONNRESET: ['cut-off', 'The host broke the connection.'],
  EPIPE: ['cut-off', 'The host broke the connection.'],
  UND_ERR_SOCKET: ['cut-off', 'The host broke the connection before the answer was complete.'],
  ETIMEDOUT: ['timeout', 'The host did not answer in time.'],
  UND_ERR_CONNECT_TIMEOUT: ['timeout', 'No connection was made in time.'],
  UND_ERR_HEADERS_TIMEOUT: ['timeout', 'The host took the request and did not answer in time.'],
  UND_ERR_BODY_TIMEOUT: ['timeout', 'The answer stopped coming.'],
  UND_ERR_HEADERS_OVERFLOW: ['too-large', 'The headers of the answer are too large.'],
  UND_ERR_RES_EXCEEDED_MAX_SIZE: ['too-large', 'The answer is too large.'],
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: ['cut-off', 'The answer is not as long as it said.'],
  // undici asserts what some answers break, such as a 101 that nobody asked for.
  ERR_ASSERTION: ['bad-response', 'The answer is not sound HTTP.'],
  UND_ERR_INFO: ['bad-response', 'The answer is not sound HTTP.'],
  ERR_UNESCAPED_CHARACTERS: ['bad-address', 'The address has characters that cannot be sent.'],
  ERR_INVALID_URL: ['bad-address', 'The address cannot be read.'],
}

/** What an error thrown by the network means; undefined when it is no fault of the world but a bug of ours. */
export function faultOfError(error: unknown): Fault | undefined {
  const codes = [...chain(error)]
  const refused = codes.find((one) => one instanceof PrivateAddressError)
  if (refused) {
    return fault(
      'private-address',
      `${refused.message}: private addresses are not fetched unless MAINSOURCE_ALLOW_PRIVATE_ADDRESSES=yes is set.`,
    )
  }
  for (const one of codes) {
    const found = faultOfCode((one as { code?: unknown }).code) ?? faultOfName(one.name)
    if (found) return found
  }
  return undefined
}

function* chain(error: unknown): Generator<Error> {
  for (let one = error; one instanceof Error; one = one.cause) {
    yield one
    if (one instanceof AggregateError) for (const inner of one.errors) yield* chain(inner)
  }
}

function faultOfCode(code: unknown): Fault | undefined {
  if (typeof code !== 'string') return undefined
  const known = byCode[code]
  if (known) return fault(...known)
  if (code.startsWith('HPE_HEADER_OVERFLOW'))
    return fault('too-large', 'The headers of the answer are too large.')
  if (code.startsWith('HPE_')) return fault('bad-response', 'The answer is not sound HTTP.')
  if (/CERT|^ERR_TLS|^ERR_SSL|SELF_SIGNED|^UNABLE_TO|^EPROTO$/.test(code)) {
    return fault('bad-certificate', `No secure connection could be made: ${certificateTrouble(code)}.`)
  }
  if (/^E[A-Z]+$/.test(code)) return fault('cut-off', `The connection failed (${code}).`)
  return undefined
}

function certificateTrouble(code: string): string {
  if (code === 'CERT_HAS_EXPIRED') return 'its certificate has expired'
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return 'its certificate is for another name'
  if (code.includes('SELF_SIGNED')) return 'its certificate is signed by nobody known'
  if (code.startsWith('UNABLE_TO')) return 'who signed its certificate cannot be told'
  return `it does not speak TLS as it should (${code})`
}

function faultOfName(name: string): Fault | undefined {
  if (name === 'TimeoutError') return fault('timeout', 'The answer was not complete in time.')
  if (name === 'HTTPParserError') return fault('bad-response', 'The answer is not sound HTTP.')
  return undefined
}
