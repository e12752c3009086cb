import {
  alterKeys,
  chooseDeed,
  daysFromNow,
  issueKey,
  keyList,
  openKeys,
  sendNewKey,
  shownKey,
} from '../keys.ts'
import { signUp } from '../people.ts'
import { expect } from '../test.ts'
import type { Visit } from './visit.ts'

/** The page of keys, from none to many. */
export const visitApiKeys: Visit = async function apiKeys(page, look) {
  await signUp(page)
  await openKeys(page)
  await look('api-keys-empty')
  await page.getByRole('button', { name: 'Create API key' }).click()
  await page.getByLabel('Expires').selectOption('Custom date')
  await page.getByRole('button', { name: 'Create key' }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await look('api-keys-create-errors')
  await page.getByLabel('Expires').selectOption('Never')
  await look('api-keys-create-never')
  await page.reload()
  await sendNewKey(page, 'CI on build-01')
  await shownKey(page)
  await look('api-keys-shown-once')
  await page.getByRole('button', { name: "I've saved it" }).click()

  await issueKey(page, 'Deploys from the office', { scope: 'write', expires_at: daysFromNow(5) })
  await issueKey(page, 'Backups', { scope: 'admin', expires_at: daysFromNow(90) })
  await issueKey(page, `A name of ${'unbreakable'.repeat(7)}`, { expires_at: daysFromNow(600) })
  await issueKey(page, 'Trial of last summer', { expires_at: daysFromNow(30) })
  await alterKeys(page, ({ name }) => {
    const month = { created_at: daysFromNow(-70) }
    if (name === 'Trial of last summer') return { ...month, is_active: false, expires_at: daysFromNow(-1) }
    if (name === 'Backups') return { ...month, last_used_at: daysFromNow(-0.01) }
    return name.startsWith('A name') ? { ...month, last_used_at: daysFromNow(-41.5) } : {}
  })
  await page.reload()
  await chooseDeed(page, 'CI on build-01', 'Rotate…')
  await look('api-keys-rotate')
  await page.getByRole('button', { name: 'Rotate key' }).click()
  await shownKey(page)
  await page.getByRole('button', { name: "I've saved it" }).click()
  await look('api-keys')
  await chooseDeed(page, 'Backups', 'Revoke…')
  await look('api-keys-revoke')
  await page.keyboard.press('Escape')
  for (let i = 1; i <= 6; i++) await issueKey(page, `Job ${i}`)
  await page.reload()
  await page.getByRole('searchbox').fill('nothing like it')
  await look('api-keys-none-found')
  await page.unroute(keyList)

  let answer = () => {}
  const isAsked = new Promise<void>((resolve) => {
    answer = resolve
  })
  await page.route(keyList, async (route) => {
    await isAsked
    await route.abort()
  })
  await page.reload()
  await expect(page.getByText('Loading your API keys')).toBeAttached()
  await look('api-keys-loading')
  answer()
  await expect(page.getByRole('alert')).toBeVisible()
  await look('api-keys-failed')
}
