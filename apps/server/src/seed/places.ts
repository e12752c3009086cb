/** Where somebody does something from. The addresses are those kept for documentation (RFC 5737, RFC 3849). */
export type Place = { ip: string | null; user_agent: string | null }

/** A browser at home. */
export const laptop = {
  ip: '203.0.113.24',
  user_agent:
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
}

/** A browser on the way. */
export const phone = {
  ip: '198.51.100.77',
  user_agent:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1',
}

/** A browser at work, over IPv6. */
export const office = {
  ip: '2001:db8:4f:12::9',
  user_agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0',
}

/** A browser of many years ago, in a library. */
export const oldBrowser = {
  ip: '192.0.2.15',
  user_agent: 'Mozilla/5.0 (Windows NT 6.1; WOW64; Trident/7.0; rv:11.0) like Gecko',
}

/** A program of somebody's own. */
export const server = { ip: '203.0.113.200', user_agent: 'curl/8.14.1' }

/** A program that guesses passwords. */
export const stranger = { ip: '192.0.2.201', user_agent: 'python-requests/2.32.5' }

/** Whoever runs the server: nothing is recorded of where from. */
export const operator = { ip: null, user_agent: null }
