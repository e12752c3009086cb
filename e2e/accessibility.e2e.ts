import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { widths } from './looks.ts'
import { cutOff, lostBorders, smallTargets, unseenFocus } from './page-faults.ts'
import { expect, test } from './test.ts'
import { visits } from './visits/all.ts'

/** @param rules of axe; all that it calls violations by default */
async function expectNoViolations(page: Page, rules?: string[]) {
  // A guard sends focus on the moment it comes, back into the menu or dialog that it stands beside.
  const axe = new AxeBuilder({ page }).exclude('[data-base-ui-focus-guard]')
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([])
}

for (const width of widths) {
  for (const visit of visits) {
    test(`axe finds nothing in light and dark, and all is large enough to hit: ${visit.name} (${width})`, async ({
      page,
    }) => {
      test.slow()
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
      await page.setViewportSize({ width, height: 800 })

      await visit(page, async (title) => {
        await expectNoViolations(page)
        expect(await smallTargets(page, width < 640), title).toEqual([])
        await page.emulateMedia({ colorScheme: 'dark' })
        await expectNoViolations(page, ['color-contrast', 'link-in-text-block'])
        await page.emulateMedia({ colorScheme: 'light' })
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

test.describe('with text twice as large', () => {
  test.use({ viewport: { width: 360, height: 740 } })

  for (const visit of visits) {
    test(`nothing is cut off: ${visit.name}`, async ({ page }) => {
      test.slow()
      const setTextSize = (size: string) =>
        page.evaluate((fontSize) => Object.assign(document.documentElement.style, { fontSize }), size)

      await visit(page, async (title) => {
        // Grey shapes hold no text.
        if (title.endsWith('-loading')) return
        await setTextSize('200%')
        expect(await cutOff(page), title).toEqual([])
        await setTextSize('')
      })
    })
  }
})
