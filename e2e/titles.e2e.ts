import { expect, test } from './test.ts'
import { visits } from './visits/all.ts'

for (const visit of visits) {
  test(`the window's title says what the page's one heading says: ${visit.name}`, async ({ page }) => {
    await visit(page, async (state) => {
      const heading = await page.locator('h1').innerText()
      await expect(page, state).toHaveTitle(`${heading.replace(/ to Runsite$/, '')} · Runsite`)
    })
  })
}
