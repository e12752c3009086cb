import { addDevices } from './devices.ts'
import { issueKey } from './keys.ts'
import { signUp } from './people.ts'
import { expect, test } from './test.ts'

test.use({ timezoneId: 'Europe/Paris' })

const inFull = /^\d{1,2} \w+ \d{4} at \d\d:\d\d:\d\d (CES?T|GMT\+[12])$/

test('every time says itself in full, with its zone, under the pointer and with focus', async ({ page }) => {
  const ada = await signUp(page)
  await addDevices(page.request, ada, 'Firefox on Windows')
  await issueKey(page, 'CI')
  const tooltip = page.locator('[data-slot=tooltip]')

  for (const [place, count] of [
    ['profile', 1],
    ['security', 3],
    ['api-keys', 1],
  ] as const) {
    await page.goto(`/settings/${place}`)
    const times = page.locator('main time')
    await expect(times).toHaveCount(count)
    for (const time of await times.all()) {
      expect(Date.parse((await time.getAttribute('datetime')) ?? '')).not.toBeNaN()
      await time.hover()
      await expect(tooltip).toHaveText(inFull)
      await page.mouse.move(0, 0)
      await expect(tooltip).toHaveCount(0)
      // A key leads there: focus by other ways need not show it.
      await time.focus()
      await page.keyboard.press('Shift+Tab')
      await page.keyboard.press('Tab')
      await expect(time).toBeFocused()
      await expect(tooltip).toHaveText(inFull)
      await expect(time).toHaveAccessibleDescription(inFull)
      await time.blur()
      await expect(tooltip).toHaveCount(0)
    }
  }
})

test('an entry of the record says its time in full under the pointer and once it is open', async ({
  page,
}) => {
  await signUp(page)
  await page.goto('/settings/activity')
  const entry = page.locator('details').first()
  await expect(entry.locator('time')).toHaveAttribute('title', inFull)

  await entry.locator('summary').press('Enter')

  await expect(entry.getByText(inFull)).toBeVisible()
})

test('how long ago something was goes on by itself', async ({ page }) => {
  const ada = await signUp(page)
  await addDevices(page.request, ada, 'Firefox on Windows')
  await page.clock.install()
  await page.goto('/settings/security')
  await expect(page.getByText('Last active just now')).toBeVisible()

  await page.clock.fastForward(3 * 60_000)

  await expect(page.getByText('Last active 3 minutes ago')).toBeVisible()
})
