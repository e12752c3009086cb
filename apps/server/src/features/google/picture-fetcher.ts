import { type LookupAddress, type LookupOptions, lookup } from 'node:dns'
import { get } from 'node:https'
import type { LookupFunction } from 'node:net'
import { isPublicAddress } from './public-address.ts'

/** Fetches a picture; null where its address is none of Google's, or it does not come as it should. */
export type PictureFetcher = (address: string, signal: AbortSignal) => Promise<Buffer | null>

/** Finds all addresses of a name, as `dns.lookup` does. */
export type Resolve = (
  host: string,
  options: LookupOptions & { all: true },
  callback: (error: Error | null, found: LookupAddress[]) => void,
) => void

/**
 * How names resolve, what is public, and who answers there: another world for tests, which reach no Google.
 */
export type PictureWorld = {
  resolve?: Resolve
  isPublic?: (address: string) => boolean
  port?: number
  ca?: string
}

const bytesAtMost = 5 * 1024 * 1024
// Not all of googleusercontent.com: the names of its customers' machines end so too.
const pictureHosts = /^lh\d\.googleusercontent\.com$/

/**
 * Makes a fetcher of pictures: over https only, from Google's picture hosts only, following no redirect, 5
 * MiB at most.
 *
 * A host's addresses are checked as the connection is made, and only those are connected to, so that a name
 * which resolves to another place a moment later gains nothing (DNS rebinding).
 */
export function openPictureFetcher(world: PictureWorld = {}): PictureFetcher {
  const { resolve = lookup, isPublic = isPublicAddress, port = 443, ca } = world
  const publicLookup = lookupAmong(resolve, isPublic)

  return (address, signal) => {
    const url = pictureUrl(address)
    if (!url) return Promise.resolve(null)
    return new Promise((settle) => {
      const request = get(url, {
        agent: false,
        port,
        lookup: publicLookup,
        signal,
        ca,
        headers: { accept: 'image/*', 'accept-encoding': 'identity' },
      })
      // A promise settles once, so whatever comes after the first refusal is ignored.
      const refuse = () => {
        settle(null)
        request.destroy()
      }
      request.on('error', refuse)
      request.on('close', refuse)
      request.on('response', (response) => {
        const pieces: Buffer[] = []
        let length = 0
        response.on('error', refuse)
        response.on('data', (piece: Buffer) => {
          length += piece.length
          if (length > bytesAtMost) refuse()
          else pieces.push(piece)
        })
        response.on('end', () => settle(response.complete ? Buffer.concat(pieces) : null))
        if (response.statusCode !== 200) refuse()
      })
    })
  }
}

/** The address of one of Google's pictures, in the size that is kept; null for any other. */
function pictureUrl(address: string): URL | null {
  const url = URL.parse(address)
  if (url?.protocol !== 'https:' || !pictureHosts.test(url.hostname)) return null
  if (url.port !== '' || url.username !== '' || url.password !== '') return null
  url.pathname = url.pathname.replace(/=s\d+-c$/, '=s512-c')
  return url
}

/** A look-up that gives public addresses only, and fails where a name has any other. */
function lookupAmong(resolve: Resolve, isPublic: (address: string) => boolean): LookupFunction {
  return (host, options, callback) => {
    resolve(host, { ...options, all: true }, (error, found) => {
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
