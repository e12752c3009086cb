import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { looks } from './looks.ts'
import { cutOff, lostBorders, smallTargets, unseenFocus } from './page-faults.ts'
import { expect, test } from './test.ts'
import { visits } from './visits/all.ts'

async function expectNoViolations(page: Page) {
  // A guard sends focus on the moment it comes, back into the menu or dialog that it stands beside.
  const { violations } = await new AxeBuilder({ page }).exclude('[data-base-ui-focus-guard]').analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([])
}

for (const { colorScheme, width, name } of looks) {
  for (const visit of visits) {
    test(`axe finds nothing, and all is large enough to hit: ${visit.name} (${name})`, async ({ page }) => {
      test.slow()
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.setViewportSize({ width, height: 800 })

      await visit(page, async (title) => {
        await expectNoViolations(page)
        expect(await smallTargets(page, width < 640), title).toEqual([])
      })
    })
  }
}

test.describe('at 400 % zoom', () => {
  test.use({ viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 })

  for (const visit of visits) {
    test(`nothing is cut off, and the focus is seen, in forced colors too: ${visit.name}`, async ({
      page,
    }) => {
      test.slow()

      await visit(page, async (title) => {
        expect(await cutOff(page), title).toEqual([])
        expect(await unseenFocus(page), title).toEqual([])
        await page.emulateMedia({ forcedColors: 'active' })
        expect(await unseenFocus(page), title).toEqual([])
        expect(await lostBorders(page), title).toEqual([])
        await page.emulateMedia({ forcedColors: 'none' })
      })
    })
  }
})
