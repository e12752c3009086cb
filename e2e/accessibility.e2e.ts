import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { looks } from './looks.ts'
import { mailedLink } from './mails.ts'
import { signUp } from './people.ts'
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

  test(`axe finds nothing while an account is recovered (${name})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.setViewportSize({ width, height: 800 })

    await page.goto('/login?error=google_unlinked')
    await expect(page.getByRole('alert')).toBeVisible()
    await expectNoViolations(page)
    await page.getByRole('link', { name: 'Forgot password?' }).click()
    await page.getByRole('button', { name: 'Send link' }).click()
    await expect(page.getByLabel('Email')).toHaveAccessibleDescription('Enter your email address.')
    await expectNoViolations(page)
    await page.getByLabel('Email').fill('nobody.at.all@gmail.com')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'Check your email' })).toBeVisible()
    await expectNoViolations(page)
    await page.goto('/reset-password?token=unknown')
    for (const [password, word] of [
      ['short', 'Too short'],
      ['password!', 'Guessable'],
      ['seven lively otters', 'Strong'],
    ] as const) {
      await page.getByLabel('New password').fill(password)
      await expect(page.getByRole('meter')).toHaveText(word)
      await expectNoViolations(page)
    }
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'This link no longer works' })).toBeVisible()
    await expectNoViolations(page)
    await page.goto('/login?reason=password_changed')
    await expect(page.getByText('Your password was changed.')).toBeVisible()
    await expectNoViolations(page)
  })

  test(`axe finds nothing while an address is verified (${name})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.setViewportSize({ width, height: 800 })

    await page.goto('/verify-email?token=unknown')
    await page.getByText("This wasn't me").click()
    await expectNoViolations(page)
    const ada = await signUp(page)
    await page.getByRole('button', { name: 'Send it again' }).click()
    await expect(page.getByText('Sent.')).toBeVisible()
    await expectNoViolations(page)
    await page.goto('/verify-email?token=unknown')
    await expect(page.getByRole('heading', { name: "This link doesn't work here" })).toBeVisible()
    await expectNoViolations(page)
    await page.goto(await mailedLink(ada.email, 'verify-email', 2))
    await expect(page.getByRole('heading', { name: 'Email verified' })).toBeVisible()
    await expectNoViolations(page)
  })
}

test('nothing scrolls sideways at 320 pixels', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 })
  for (const path of [
    '/login?error=google_already_linked',
    '/register',
    '/forgot-password',
    '/reset-password?token=unknown',
    '/reset-password',
    '/verify-email?token=unknown',
    `/${'nowhere'.repeat(20)}`,
  ]) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expectNoSidewaysScroll(page)
  }
  await signUp(page)
  await expectNoSidewaysScroll(page)
})
