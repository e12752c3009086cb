import type { Page } from '@playwright/test'
import { violations } from './axe.ts'
import { widths } from './looks.ts'
import { cutOff, lostBorders, smallTargets, unseenFocus } from './page-faults.ts'
import { expect, test } from './test.ts'
import { visits } from './visits/all.ts'

async function expectTitleOfHeading(page: Page) {
  const heading = await page.locator('h1').innerText()
  // That of the sign-in page names the product itself.
  await expect(page).toHaveTitle(`${heading.replace(/ to Runsite$/, '')} · Runsite`)
}

async function expectNoViolations(page: Page, title: string) {
  expect(await violations(page), title).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await violations(page, ['color-contrast', 'link-in-text-block']), `${title}, dark`).toEqual([])
  await page.emulateMedia({ colorScheme: 'light' })
}

async function expectRoomForLargeText(page: Page, title: string) {
  const setTextSize = (size: string) =>
    page.evaluate((fontSize) => void Object.assign(document.documentElement.style, { fontSize }), size)
  await setTextSize('200%')
  // What hangs on another part, as a menu, follows it a moment later.
  await expect.poll(() => cutOff(page), title).toEqual([])
  await setTextSize('')
}

/** A window of 1280 × 1024 at 400 % has the room of this one. */
const zoomed = { width: 320, height: 256 }

async function expectUsableZoomed(page: Page, title: string) {
  await expect.poll(() => cutOff(page), title).toEqual([])
  await expect.poll(() => unseenFocus(page), title).toEqual([])
  await page.emulateMedia({ forcedColors: 'active' })
  expect(await unseenFocus(page), title).toEqual([])
  expect(await lostBorders(page), title).toEqual([])
  await page.emulateMedia({ forcedColors: 'none' })
}

for (const visit of visits) {
  test(`axe finds nothing in light and dark, all is large enough to hit, there is room for larger text, and at 400 % nothing is cut off and the focus is seen, in forced colors too: ${visit.name}`, async ({
    page,
  }) => {
    test.slow()
    const [phone] = widths
    await page.setViewportSize({ width: phone, height: 800 })

    await visit(page, async (title) => {
      await expectTitleOfHeading(page)
      for (const width of widths.toReversed()) {
        const isPhone = width === phone
        await page.setViewportSize({ width, height: 800 })
        await expectNoViolations(page, `${title} (${width})`)
        expect(await smallTargets(page, isPhone), title).toEqual([])
        // Grey shapes hold no text.
        if (isPhone && !title.endsWith('-loading')) await expectRoomForLargeText(page, title)
      }
      await page.setViewportSize(zoomed)
      await expectUsableZoomed(page, title)
      await page.setViewportSize({ width: phone, height: 800 })
    })
  })
}
