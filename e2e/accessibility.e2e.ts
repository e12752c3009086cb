import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { looks } from './looks.ts'
import { signUp } from './people.ts'
import { tourProfile } from './pictures/profile.ts'
import { expect, test } from './test.ts'

async function expectNoViolations(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([])
}

async function expectNoSidewaysScroll(page: Page) {
  const { scroll, client } = await page.evaluate(() => ({
    scroll: document.documentElement.scrollWidth,
    client: document.documentElement.clientWidth,
  }))
  expect(scroll).toBeLessThanOrEqual(client)
}

for (const { colorScheme, width, name } of looks) {
  test(`axe finds nothing on any page (${name})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.setViewportSize({ width, height: 800 })

    for (const [path, button] of [
      ['/login?reason=signed_out', 'Sign in'],
      ['/register', 'Create account'],
    ] as const) {
      await page.goto(path)
      await expect(page.getByRole('button', { name: button })).toBeVisible()
      await expectNoViolations(page)
      await page.getByRole('button', { name: button }).click()
      await expect(page.getByRole('alert')).toBeVisible()
      await expectNoViolations(page)
    }
    await page.goto('/nowhere')
    await expectNoViolations(page)
    await signUp(page)
    await expect(page.getByLabel('Name')).toBeVisible()
    await expectNoViolations(page)
  })
}

for (const { colorScheme, width, name } of looks) {
  test(`axe finds nothing on the profile in any state, nor does it scroll sideways (${name})`, async ({
    page,
  }) => {
    test.setTimeout(120_000)
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.setViewportSize({ width: width === 360 ? 320 : width, height: 800 })
    await signUp(page)
    await tourProfile(page, async () => {
      await expectNoViolations(page)
      await expectNoSidewaysScroll(page)
    })
  })
}

test('nothing scrolls sideways at 320 pixels', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 })
  for (const path of ['/login', '/register', `/${'nowhere'.repeat(20)}`]) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expectNoSidewaysScroll(page)
  }
  await signUp(page)
  await expectNoSidewaysScroll(page)
})
