import { keyList } from './keys.ts'
import { signUp } from './people.ts'
import { expect, test } from './test.ts'

test('what loads shows its shape after 150 ms, after 10 s a way to try again, which works', async ({
  page,
}) => {
  await signUp(page)
  await page.clock.install()
  let asked = 0
  await page.route(keyList, async (route) => {
    asked += 1
    if (asked === 3) await route.continue()
  })
  await page.goto('/settings/api-keys')
  const region = page.locator('#keys [aria-busy=true]')
  const opacityAt = (ms: number) =>
    region.evaluate((element, ms) => {
      const [appearing] = element.getAnimations()
      if (!appearing) throw new Error('It does not appear little by little.')
      appearing.pause()
      appearing.currentTime = ms
      return Number(getComputedStyle(element).opacity)
    }, ms)
  expect(await opacityAt(149)).toBe(0)
  expect(await opacityAt(200)).toBeGreaterThan(0)
  await page.clock.fastForward(5000)
  await expect(page.getByText('Still working…')).toBeHidden()
  await page.clock.fastForward(5000)
  await expect(region.getByRole('status')).toContainText('Still working…')

  await region.getByRole('button', { name: 'Try again' }).click()
  await expect(region.getByRole('status')).toContainText('Trying again…')
  await region.getByRole('button', { name: 'Try again' }).click()

  await expect(page.getByText('No API keys yet')).toBeVisible()
  await expect(region).toHaveCount(0)
  expect(asked).toBe(3)
})
