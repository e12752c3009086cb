import { existsSync } from 'node:fs'

const installed = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium']

/**
 * The Chromium that the journeys run in: `CHROMIUM`, or one that Debian's packages have put there.
 *
 * The headless shell is the same engine without the window around it, for about half of the processor's time.
 */
export const chromium = process.env['CHROMIUM'] ?? installed.find((path) => existsSync(path))
