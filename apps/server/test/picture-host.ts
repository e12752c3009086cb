import { createServer } from 'node:https'
import type { RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { PictureWorld } from '../src/features/google/picture-fetcher.ts'

/** A host of pictures on loopback, which calls itself Google's: `await using host = await openPictureHost(…)`. */
export type PictureHost = {
  /** What was asked for, as host and path. */
  asked: string[]
  /** The world in which Google's names lead here, and here is public. */
  world: Required<PictureWorld>
  [Symbol.asyncDispose](): Promise<void>
}

/** Opens one that answers as `answer` does. */
export async function openPictureHost(answer: RequestListener): Promise<PictureHost> {
  const asked: string[] = []
  const server = createServer({ key, cert }, (request, response) => {
    asked.push(`${request.headers.host?.split(':')[0]}${request.url}`)
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    asked,
    world: {
      resolve: (_host, _options, callback) => callback(null, [{ address: '127.0.0.1', family: 4 }]),
      isPublic: () => true,
      port: (server.address() as AddressInfo).port,
      ca: cert,
    },
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

// Made for these tests alone, for lh3 and lh5.googleusercontent.com: nobody else trusts it.
const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgXPxxXS5Nfzy9MNoW
CbRnrkv9tMbx8MCIpAtsRPJeUBqhRANCAAQbaCqGUZ1u21RioHeNPIj6U88j0UMQ
zHr+mAH4Zsi4aRKAezpXBm6g4t6haMwBb5iovLpjourFTM6bMDICgvzK
-----END PRIVATE KEY-----`
const cert = `-----BEGIN CERTIFICATE-----
MIIBwDCCAWagAwIBAgIUXDrI+VauOjYkwwr2yVj8ntiqftAwCgYIKoZIzj0EAwIw
EzERMA8GA1UEAwwIcGljdHVyZXMwIBcNMjYxMTI0MDg0NzM4WhgPMjEyNjEwMzEw
ODQ3MzhaMBMxETAPBgNVBAMMCHBpY3R1cmVzMFkwEwYHKoZIzj0CAQYIKoZIzj0D
AQcDQgAEG2gqhlGdbttUYqB3jTyI+lPPI9FDEMx6/pgB+GbIuGkSgHs6VwZuoOLe
oWjMAW+YqLy6Y6LqxUzOmzAyAoL8yqOBlTCBkjAdBgNVHQ4EFgQUJ3zYfw1MCfye
3O711lLBOMOmDqIwHwYDVR0jBBgwFoAUJ3zYfw1MCfye3O711lLBOMOmDqIwDwYD
VR0TAQH/BAUwAwEB/zA/BgNVHREEODA2ghlsaDMuZ29vZ2xldXNlcmNvbnRlbnQu
Y29tghlsaDUuZ29vZ2xldXNlcmNvbnRlbnQuY29tMAoGCCqGSM49BAMCA0gAMEUC
IFBIapa4kOpsPK0K0BrgbsqUYUz2e9Tp8TlzU3oPDl7oAiEA1/bQMJ0SOYMVQg66
EUR6u+15Y+4rLZs0D/ErWyJ27EI=
-----END CERTIFICATE-----`
