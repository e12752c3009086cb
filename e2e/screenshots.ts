import { looks } from './looks.ts'
import { signUp } from './people.ts'
import { tourProfile } from './pictures/profile.ts'
import { expect, test } from './test.ts'

for (const { colorScheme, width, name } of looks) {
  test(`pictures of every page (${name})`, async ({ page }) => {
    test.setTimeout(120_000)
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width, height: 800 })
    const shoot = (title: string) =>
      page.screenshot({ path: `screenshots/${title}-${name}.png`, fullPage: true })

    await page.goto('/login?reason=signed_out_elsewhere')
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
    await shoot('sign-in')
    await page.getByLabel('Email').fill('ada@example.com')
    await page.getByLabel('Password', { exact: true }).fill('wrong one')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('alert')).toBeVisible()
    await shoot('sign-in-refused')
    await page.goto('/register')
    await expect(page.getByRole('button', { name: 'Create account' })).toBeVisible()
    await shoot('sign-up')
    await page.getByRole('button', { name: 'Create account' }).click()
    await shoot('sign-up-errors')
    await page.goto('/nowhere')
    await shoot('not-found')
    await signUp(page)
    await expect(page.getByLabel('Name')).toBeVisible()
    await shoot('profile')
    await tourProfile(page, shoot)
  })
}
