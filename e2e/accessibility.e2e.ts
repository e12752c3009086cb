import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { looks } from './looks.ts'
import { expect, test } from './test.ts'
import { visits } from './visits/all.ts'

async function expectNoViolations(page: Page) {
  // A guard sends focus on the moment it comes, back into the menu or dialog that it stands beside.
  const { violations } = await new AxeBuilder({ page }).exclude('[data-base-ui-focus-guard]').analyze()
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
  for (const visit of visits) {
    test(`axe finds nothing: ${visit.name} (${name})`, async ({ page }) => {
      test.slow()
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.setViewportSize({ width, height: 800 })

      await visit(page, () => expectNoViolations(page))
    })
  }
}

for (const visit of visits) {
  test(`nothing scrolls sideways at 320 pixels: ${visit.name}`, async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 640 })

    await visit(page, () => expectNoSidewaysScroll(page))
  })
}
