import { type LookupAddress, type LookupOptions, lookup } from 'node:dns'
import { get } from 'node:https'
import { BlockList, isIPv6, type LookupFunction } from 'node:net'

/** Fetches a picture; null where its address is none of Google's, or it does not come as it should. */
export type PictureFetcher = (address: string, signal: AbortSignal) => Promise<Buffer | null>

const bytesAtMost = 5 * 1024 * 1024

/** The names that Google serves its users' pictures under. */
const googleHosts = /^(?:[a-z0-9-]+\.)*googleusercontent\.com$/

// What no public server has: RFC 6890 and its successors, and what maps or tunnels IPv4 into IPv6.
const notPublic = new BlockList()
for (const network of [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
]) {
  const [address = '', bits] = network.split('/')
  notPublic.addSubnet(address, Number(bits), 'ipv4')
}
const publicIpv6 = new BlockList()
publicIpv6.addSubnet('2000::', 3, 'ipv6')
for (const network of ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']) {
  const [address = '', bits] = network.split('/')
  notPublic.addSubnet(address, Number(bits), 'ipv6')
}

/** Whether an address is one of the public internet. */
export function isPublicAddress(address: string): boolean {
  if (!isIPv6(address)) return !notPublic.check(address, 'ipv4')
  return publicIpv6.check(address, 'ipv6') && !notPublic.check(address, 'ipv6')
}

/**
 * Makes a fetcher of pictures: over https only, from Google's hosts only, following no redirect, 5 MiB at most.
 *
 * The host's address is judged as the connection is made, and is the one connected to: a name that resolves to another
 * place a moment later gains nothing.
 *
 * @param world another world for tests, which know no Google
 */
export function openPictureFetcher(
  world: {
    hosts?: RegExp
    resolve?: typeof lookup
    isPublic?: (address: string) => boolean
    ca?: string
  } = {},
): PictureFetcher {
  const { hosts = googleHosts, resolve = lookup, isPublic = isPublicAddress, ca } = world
  const publicLookup = lookupAmong(resolve, isPublic)

  return (address, signal) => {
    const url = pictureUrl(address, hosts)
    if (!url) return Promise.resolve(null)
    return new Promise((settle) => {
      const give = (picture: Buffer | null) => settle(picture)
      const request = get(url, {
        agent: false,
        lookup: publicLookup,
        signal,
        ca,
        headers: { accept: 'image/*', 'accept-encoding': 'identity' },
      })
      request.on('error', () => give(null))
      request.on('response', (response) => {
        const pieces: Buffer[] = []
        let length = 0
        response.on('data', (piece: Buffer) => {
          length += piece.length
          if (length > bytesAtMost) request.destroy()
          else pieces.push(piece)
        })
        response.on('error', () => give(null))
        // After `end` this says nothing any more.
        response.on('close', () => give(null))
        response.on('end', () => give(response.complete ? Buffer.concat(pieces) : null))
        if (response.statusCode !== 200) request.destroy()
      })
    })
  }
}

/** The address of one of Google's pictures, in the size that is kept; null for any other. */
function pictureUrl(address: string, hosts: RegExp): URL | null {
  const url = URL.parse(address)
  if (!url || url.protocol !== 'https:' || !hosts.test(url.hostname)) return null
  if (url.username !== '' || url.password !== '') return null
  url.pathname = url.pathname.replace(/=s\d+-c$/, '=s512-c')
  return url
}

/** A look-up that gives public addresses only, and fails where a name has any other. */
function lookupAmong(resolve: typeof lookup, isPublic: (address: string) => boolean): LookupFunction {
  return (host: string, options: LookupOptions, callback) => {
    resolve(host, { ...options, all: true }, (error: Error | null, found: LookupAddress[]) => {
      const [first] = found ?? []
      if (error || !first) return callback(error ?? new Error(`${host} has no address`), [])
      if (!found.every(({ address }) => isPublic(address))) {
        return callback(new Error(`${host} is not public`), [])
      }
      if (options.all) callback(null, found)
      else callback(null, first.address, first.family)
    })
  }
}
