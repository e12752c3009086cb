import { looks } from './looks.ts'
import { test } from './test.ts'
import { visits } from './visits/all.ts'

for (const { colorScheme, width, name } of looks) {
  for (const visit of visits) {
    test(`pictures of ${visit.name} (${name})`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.setViewportSize({ width, height: 800 })

      await visit(page, (title) =>
        page.screenshot({ path: `screenshots/${title}-${name}.png`, fullPage: true }),
      )
    })
  }
}
