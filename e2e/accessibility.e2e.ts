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

async function expectTitleOfHeading(page: Page) {
  const heading = await page.locator('h1').innerText()
  // That of the sign-in page names the product itself.
  await expect(page).toHaveTitle(`${heading.replace(/ to Runsite$/, '')} · Runsite`)
}

async function expectRoomForLargeText(page: Page, title: string) {
  const setTextSize = (size: string) =>
    page.evaluate((fontSize) => void Object.assign(document.documentElement.style, { fontSize }), size)
  await setTextSize('200%')
  // What hangs on another part, as a menu, follows it a moment later.
  await expect.poll(() => cutOff(page), title).toEqual([])
  await setTextSize('')
}

for (const width of widths) {
  for (const visit of visits) {
    const isPhone = width < 640
    test(`axe finds nothing in light and dark, all is large enough to hit, and there is room for larger text: ${visit.name} (${width})`, async ({
      page,
    }) => {
      test.slow()
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
      await page.setViewportSize({ width, height: 800 })

      await visit(page, async (title) => {
        await expectTitleOfHeading(page)
        await expectNoViolations(page)
        expect(await smallTargets(page, isPhone), title).toEqual([])
        await page.emulateMedia({ colorScheme: 'dark' })
        await expectNoViolations(page, ['color-contrast', 'link-in-text-block'])
        await page.emulateMedia({ colorScheme: 'light' })
        // Grey shapes hold no text.
        const hasText = !title.endsWith('-loading')
        if (isPhone && hasText) await expectRoomForLargeText(page, title)
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
