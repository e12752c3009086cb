import { BlockList, isIPv6 } from 'node:net'

// What no public server has (IANA's special-purpose registries), multicast, and what wraps IPv4 in IPv6.
const notPublic = networks([
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
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
])
// All that was ever given out of IPv6: loopback, link-local, unique-local, mapped and translated ones are
// elsewhere.
const globalIpv6 = networks(['2000::/3'])

/** Whether an address is one of the public internet. */
export function isPublicAddress(address: string): boolean {
  if (!isIPv6(address)) return !notPublic.check(address, 'ipv4')
  return globalIpv6.check(address, 'ipv6') && !notPublic.check(address, 'ipv6')
}

function networks(texts: string[]): BlockList {
  const list = new BlockList()
  for (const text of texts) {
    const [address = '', bits] = text.split('/')
    list.addSubnet(address, Number(bits), isIPv6(address) ? 'ipv6' : 'ipv4')
  }
  return list
}
