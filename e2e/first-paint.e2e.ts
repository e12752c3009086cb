import type { Page } from '@playwright/test'
import { expect, test } from './test.ts'

const bundle = '**/assets/index-*.js'
const light = 'rgb(250, 250, 250)'
const dark = 'rgb(11, 11, 13)'

/** Opens the sign-in page and keeps its script on the way. */
async function openWithoutScript(page: Page) {
  await page.route(bundle, () => {})
  await page.goto('/login', { waitUntil: 'commit' })
}

test.describe('with scripts off', () => {
  test.use({ javaScriptEnabled: false })

  test('the page says what it needs', async ({ page }) => {
    await page.goto('/login')

    await expect(page.locator('noscript p').first()).toHaveText('This page needs JavaScript.')
    await expect(page.locator('noscript p').first()).toBeVisible()
  })
})

test('the shape of the form stands there before the script has come', async ({ page }) => {
  await openWithoutScript(page)

  await expect(page.locator('.first-shape')).toBeVisible()
  await expect(page.locator('.first-shape > div')).toHaveCount(5)
  await expect(page.getByText("This page can't be loaded")).toBeHidden()
})

test('a page whose script does not come says so, and can be loaded again', async ({ page }) => {
  await page.route(bundle, (route) => route.abort())
  await page.goto('/login')
  await expect(page.getByRole('heading', { name: "This page can't be loaded" })).toBeVisible()
  await expect(page.getByRole('alert')).toContainText('Check your connection')
  await expect(page.locator('.first-shape')).toBeHidden()
  await page.unroute(bundle)

  await page.getByRole('link', { name: 'Reload' }).click()

  await expect(page.getByRole('heading', { name: 'Sign in to Runsite' })).toBeVisible()
  await expect(page.getByText("This page can't be loaded")).toHaveCount(0)
})

test('a chosen theme is there before the script has come', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' })
  await page.goto('/login')
  await page.getByText('Dark', { exact: true }).click()

  await openWithoutScript(page)

  await expect(page.locator('.first-shape')).toBeVisible()
  await expect(page.locator('body')).toHaveCSS('background-color', dark)
})

test('where no theme is chosen, the page has that of the system and follows it', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.goto('/login')
  await expect(page.locator('body')).toHaveCSS('background-color', dark)
  await page.emulateMedia({ colorScheme: 'light' })
  await expect(page.locator('body')).toHaveCSS('background-color', light)
  await page.getByText('Dark', { exact: true }).click()
  await expect(page.locator('body')).toHaveCSS('background-color', dark)

  await page.getByText('System', { exact: true }).click()

  await expect(page.locator('body')).toHaveCSS('background-color', light)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expect(page.locator('body')).toHaveCSS('background-color', dark)
})
