import { type Browser, chromium } from '@playwright/test'
import lighthouse from 'lighthouse'
import { freePort } from './free-port.ts'
import { expect, test } from './test.ts'

const categories = ['performance', 'accessibility', 'best-practices']

/** Lighthouse's scores of a page, 0 to 100: a phone on a slow network, simulated. */
async function scoresOf(url: string, port: number): Promise<Record<string, number>> {
  const result = await lighthouse(url, { port, onlyCategories: categories, logLevel: 'error' })
  return Object.fromEntries(
    categories.map((name) => [name, Math.round((result?.lhr.categories[name]?.score ?? 0) * 100)]),
  )
}

test('Lighthouse gives the sign-in page 95 or more', async ({ baseURL, launchOptions }) => {
  test.setTimeout(150_000)
  const port = await freePort()
  const flags = [...(launchOptions.args ?? []), `--remote-debugging-port=${port}`]
  const browser: Browser = await chromium.launch({ ...launchOptions, args: flags })
  try {
    // The performance of a page is simulated from a real load, which a busy machine slows: the best of a few counts.
    await expect
      .poll(
        async () =>
          Object.entries(await scoresOf(`${baseURL}/login`, port)).filter(([, score]) => score < 95),
        {
          timeout: 120_000,
          intervals: [0],
        },
      )
      .toEqual([])
  } finally {
    await browser.close()
  }
})
