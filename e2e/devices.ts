import { type APIRequestContext, type Browser, expect, type Page } from '@playwright/test'
import { deleteElsewhere } from './delete-elsewhere.ts'
import { sendSignIn, signUp, type somebody } from './people.ts'

type Person = ReturnType<typeof somebody>

const userAgents = {
  'Firefox on Windows': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:141.0) Gecko/20100101 Firefox/141.0',
  'Safari on iOS':
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
  'Chrome on Android':
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Mobile Safari/537.36',
}
/** A browser by the name that the server gives it. */
export type DeviceName = keyof typeof userAgents

/** Signs in from another browser, which arrives at the profile. */
export async function signInElsewhere(browser: Browser, person: Person, name: DeviceName): Promise<Page> {
  const context = await browser.newContext({ userAgent: userAgents[name] })
  const page = await context.newPage()
  await page.goto('/login')
  await sendSignIn(page, person.email, person.password)
  await page.getByLabel('Your account').getByText(person.email).waitFor()
  return page
}

/** Signs in as other browsers would, with no page open in them. */
export async function addDevices(request: APIRequestContext, person: Person, ...names: DeviceName[]) {
  for (const name of names) {
    const { email, password } = person
    const answer = await request.post('/api/auth/login', {
      data: { email, password },
      headers: { 'user-agent': userAgents[name] },
    })
    if (!answer.ok()) throw new Error(`Signing in answered ${answer.status()}`)
  }
}

/** Signs somebody up who is signed in on these devices too, and goes to the page that lists them. */
export async function openDevices(page: Page, request: APIRequestContext, ...names: DeviceName[]) {
  await addDevices(request, await signUp(page), ...names)
  await page.goto('/settings/security')
}

/** The rows of the list of devices. */
export function deviceRows(page: Page) {
  return page.locator('#devices').getByRole('listitem')
}

/** Signs a device out past the page, which then reads its list anew as on coming back to its tab. */
export async function endElsewhere(page: Page, name: DeviceName) {
  const listed = await page.request.get('/api/sessions')
  const { sessions }: { sessions: { id: string; user_agent: string | null }[] } = await listed.json()
  const id = sessions.find((device) => device.user_agent === name)?.id
  await deleteElsewhere(page, `/api/sessions/${id}`)
  await expect(deviceRows(page).filter({ hasText: name })).toHaveCount(0)
}
