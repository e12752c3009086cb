import type { Page } from '@playwright/test'
import { addDevices } from './devices.ts'
import { issueKey } from './keys.ts'
import { signUp } from './people.ts'
import { countShifts, shiftsOf } from './shifts.ts'
import { expect, test } from './test.ts'

/** Opens a page whose data only comes once its shape is fully there. @returns what moved meanwhile */
async function shiftsWhileLoading(page: Page, path: string): Promise<number> {
  const hasShape = Promise.withResolvers<void>()
  await page.route('**/trpc/**', async (route) => {
    await hasShape.promise
    await route.continue()
  })
  const shapes = page.locator('[aria-busy=true]')
  await page.goto(path)
  await shapes.first().waitFor({ state: 'attached' })
  await shapes.evaluateAll(async (all) => {
    await Promise.all(all.flatMap((shape) => shape.getAnimations().map(({ finished }) => finished)))
  })
  hasShape.resolve()
  await expect(shapes).toHaveCount(0)
  await page.unroute('**/trpc/**')
  return shiftsOf(page)
}

for (const width of [360, 1280]) {
  test(`nothing jumps as a page of the account loads, ${width} pixels wide`, async ({ page }) => {
    test.slow()
    await page.setViewportSize({ width, height: 800 })
    await countShifts(page)
    const ada = await signUp(page)
    const expectNoJump = async (path: string, filled = '') =>
      expect.soft(await shiftsWhileLoading(page, path), path + filled).toBeLessThan(0.05)

    for (const place of ['profile', 'security', 'api-keys', 'activity']) {
      await expectNoJump(`/settings/${place}`)
    }
    await addDevices(page.request, ada, 'Firefox on Windows', 'Safari on iOS', 'Chrome on Android')
    for (const name of ['CI', 'Deploys', 'Backups', 'Trial']) await issueKey(page, name)
    for (const place of ['security', 'api-keys']) await expectNoJump(`/settings/${place}`, ', with more')
  })

  test(`nothing jumps as a page before signing in loads, ${width} pixels wide`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 })
    await countShifts(page)

    for (const path of ['/login', '/register', '/forgot-password', '/reset-password?token=x', '/nowhere']) {
      await page.goto(path)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()

      expect.soft(await shiftsOf(page), path).toBeLessThan(0.05)
    }
  })
}
