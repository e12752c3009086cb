import {
  alterKeys,
  chooseDeed,
  daysFromNow,
  issueKey,
  keyList,
  openKeys,
  revokeElsewhere,
  rowOf,
  statusWith,
} from './keys.ts'
import { goTo, signUp } from './people.ts'
import { expect, test } from './test.ts'

test.beforeEach(async ({ page }) => {
  await signUp(page)
})

test('coming back to the list shows what was used since', async ({ page, request }) => {
  const key = await issueKey(page, 'CI')
  await goTo(page, 'API keys')
  await expect(rowOf(page, 'CI')).toContainText('Never used')
  await goTo(page, 'Profile')
  await statusWith(request, key)

  await goTo(page, 'API keys')

  await expect(rowOf(page, 'CI')).not.toContainText('Never used')
})

test('a row that goes while its menu is open hands focus on: to the next, and after the last to the heading', async ({
  page,
}) => {
  for (const name of ['Oldest', 'Middle', 'Newest']) await issueKey(page, name)
  await openKeys(page)
  const menuOf = (name: string) => page.getByRole('button', { name: `Actions for ${name}` })
  const openMenu = async (name: string) => {
    await menuOf(name).press('Enter')
    await expect(page.getByRole('menuitem', { name: 'Rotate…' })).toBeFocused()
  }

  await openMenu('Newest')
  await revokeElsewhere(page, 'Newest')
  await expect(menuOf('Middle')).toBeFocused()
  await openMenu('Oldest')
  await revokeElsewhere(page, 'Oldest')
  await expect(page.getByRole('heading', { name: 'Your keys' })).toBeFocused()
  await menuOf('Middle').focus()
  await revokeElsewhere(page, 'Middle')

  await expect(page.getByText('No API keys yet')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Your keys' })).toBeFocused()
})

test('a key that goes while its deed is asked about leaves focus at the heading', async ({ page }) => {
  await issueKey(page, 'First')
  await issueKey(page, 'Second')
  await openKeys(page)

  for (const [name, deed] of [
    ['First', 'Rotate…'],
    ['Second', 'Revoke…'],
  ] as const) {
    await chooseDeed(page, name, deed)
    const question = page.getByRole('dialog').or(page.getByRole('alertdialog'))
    await expect(question.locator(':focus')).toHaveCount(1)
    await revokeElsewhere(page, name)
    await expect(page.getByRole('heading', { name: 'Your keys' }), deed).toBeFocused()
  }
})

test('a list that cannot be read says why, and comes with the next try', async ({ page }) => {
  await issueKey(page, 'CI')
  await page.route(keyList, (route) => route.abort())
  await page.goto('/settings/api-keys')
  await expect(page.getByRole('alert')).toContainText("Can't reach the server.")
  await expect(page.getByRole('heading', { name: 'API keys' })).toBeVisible()
  await page.unroute(keyList)

  await page.getByRole('button', { name: 'Try again' }).click()

  await expect(rowOf(page, 'CI')).toBeVisible()
})

test('keys that end soon, have ended or lie unused say so in words', async ({ page }) => {
  await issueKey(page, 'Soon', { expires_at: daysFromNow(5) })
  await issueKey(page, 'Later', { expires_at: daysFromNow(8) })
  await issueKey(page, 'Over')
  await issueKey(page, 'Idle')
  await alterKeys(page, ({ name }) => {
    if (name === 'Over') return { is_active: false, expires_at: daysFromNow(-1) }
    return name === 'Idle' ? { created_at: daysFromNow(-300), last_used_at: daysFromNow(-41.5) } : {}
  })

  await openKeys(page)

  await expect(rowOf(page, 'Soon')).toContainText('Expires soon')
  await expect(rowOf(page, 'Later')).not.toContainText('Expires soon')
  await expect(rowOf(page, 'Over')).toContainText('Expired')
  await expect(rowOf(page, 'Idle')).toContainText('Not used for 41 days.')
  await page.getByRole('button', { name: 'Actions for Over' }).click()
  await expect(page.getByRole('menuitem')).toHaveText(['Revoke…'])
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Revoke it?' }).click()
  await expect(page.getByRole('alertdialog')).toContainText('Last used 1 month ago.')
})

test('more than ten keys can be searched, and put in order', async ({ page, request }) => {
  for (let i = 1; i <= 10; i++) await issueKey(page, `Job ${i}`)
  await openKeys(page)
  await expect(rowOf(page, 'Job 10')).toBeVisible()
  await expect(page.getByRole('searchbox')).toHaveCount(0)
  const wanted = await issueKey(page, 'Wanted')
  const rows = page.getByRole('rowheader')
  await statusWith(request, wanted)
  await issueKey(page, 'Newest')
  await page.reload()

  await expect(rows.first()).toContainText('Newest')
  await page.getByLabel('Order').selectOption('Last used first')
  await expect(rows.first()).toContainText('Wanted')
  await page.getByLabel('Order').selectOption('Oldest first')
  await expect(rows.first()).toContainText('Job 1')
  await page.getByRole('searchbox', { name: 'Search keys' }).fill(wanted.slice(0, 16))
  await expect(rows).toHaveText([/Wanted/])
  await page.getByRole('searchbox').fill('nothing like it')
  await expect(page.getByText('No key matches')).toBeVisible()
  await page.getByRole('button', { name: 'Clear search' }).click()
  await expect(page.getByRole('searchbox')).toBeFocused()
  await expect(rows).toHaveCount(12)
})
