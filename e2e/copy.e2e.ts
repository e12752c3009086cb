import type { Page } from '@playwright/test'
import { openKeys, sendNewKey, shownKey } from './keys.ts'
import { signUp, signUpByForm } from './people.ts'
import { expect, test } from './test.ts'

/** What is on the clipboard, as a field gets it. */
async function pasted(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Create API key' }).click()
  const field = page.getByLabel('Name')
  await field.press('ControlOrMeta+V')
  return field.inputValue()
}

test.describe('on a plain-http address', () => {
  test.use({ baseURL: async ({ baseURL }, use) => use(baseURL?.replace('localhost', 'box.test')) })

  test('a key is copied, though there is no clipboard to write to', async ({ page }) => {
    await signUpByForm(page)
    expect(await page.evaluate(() => 'clipboard' in navigator)).toBe(false)
    await openKeys(page)
    await sendNewKey(page, 'CI')
    const key = await shownKey(page)
    const button = page.getByRole('button', { name: 'Copy API key' })

    await button.click()

    await expect(button).toHaveText('Copied')
    await expect(page.getByRole('status').filter({ hasText: /^Copied$/ })).toBeAttached()
    await expect(button).toBeFocused()
    await expect(button).toHaveText('Copy')
    await page.getByRole('button', { name: 'Done' }).click()
    expect(await pasted(page)).toBe(key)
  })
})

test('where nothing copies, the text is there, selected, and it says how to copy it', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'clipboard', { value: undefined })
    document.execCommand = () => false
  })
  await signUp(page)
  await page.goto('/settings/activity')
  await page.locator('summary').first().click()

  await page.getByRole('button', { name: 'Copy request id' }).click()

  await expect(page.getByRole('status').filter({ hasText: 'Press Ctrl+C to copy.' })).toBeVisible()
  await expect(page.getByText('Copied')).toHaveCount(0)
  const field = page.getByRole('textbox', { name: 'Request id' })
  await expect(field).toBeFocused()
  await page.keyboard.press('ControlOrMeta+C')
  const id = await field.inputValue()
  await openKeys(page)
  expect(await pasted(page)).toBe(id)
})
