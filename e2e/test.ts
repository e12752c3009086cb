import { test as base, expect } from '@playwright/test'

/** A test whose page may break no rule of the content security policy and throw nothing. */
export const test = base.extend<{ faults: string[] }>({
  faults: [
    async ({ context }, use) => {
      const faults: string[] = []
      context.on('weberror', (error) => faults.push(String(error.error())))
      context.on('console', (message) => {
        if (/content security policy/i.test(message.text())) faults.push(message.text())
      })
      await use(faults)
      // An answer that is still being altered when the test ends is nobody's any more.
      for (const page of context.pages()) await page.unrouteAll({ behavior: 'ignoreErrors' })
      expect(faults).toEqual([])
    },
    { auto: true },
  ],
})

/** Marks a journey that repeats another one under a second condition: `npm test -- --all` runs it. */
export const repeated = { tag: '@all' }

export { expect }
