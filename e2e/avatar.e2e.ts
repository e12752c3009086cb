import { writeFile } from 'node:fs/promises'
import type { APIRequestContext, Page } from '@playwright/test'
import { choosePicture, crop, cropReady, menuPicture, ownPicture, savePicture } from './picture-editor.ts'
import { heic, movingGif, noise, seen, sidewaysJpeg, twoHalves } from './picture-files.ts'
import { signUp } from './people.ts'
import { alterStored } from './stored-session.ts'
import { expect, test } from './test.ts'

async function savedPicture(page: Page, request: APIRequestContext): Promise<Buffer> {
  const url = await ownPicture(page).getAttribute('src')
  return (await request.get(url ?? '')).body()
}

async function signUpWithPicture(page: Page) {
  await signUp(page)
  await choosePicture(page, await twoHalves().png().toBuffer())
  await cropReady(page)
  await savePicture(page).click()
  await expect(ownPicture(page)).toHaveCount(1)
}

test('a picture is cropped, saved, and shown in the menu of every tab', async ({
  page,
  context,
  request,
}) => {
  await signUp(page)
  const other = await context.newPage()
  await other.goto('/settings/security')
  await expect(other.getByRole('button', { name: 'Account menu' })).toBeVisible()
  await choosePicture(page, await twoHalves().png().toBuffer())
  await cropReady(page)

  await savePicture(page).click()

  await expect(crop(page)).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Change picture' })).toBeFocused()
  const url = (await ownPicture(page).getAttribute('src')) ?? ''
  expect(url).toMatch(/\/api\/avatars\//)
  await expect(menuPicture(page)).toHaveAttribute('src', url)
  await expect(menuPicture(other)).toHaveAttribute('src', url)
  const picture = await savedPicture(page, request)
  expect(await seen(picture, 100, 256)).toMatchObject({ width: 512, height: 512, colour: 'red' })
  expect(await seen(picture, 400, 256)).toMatchObject({ colour: 'blue' })
})

test('the keyboard alone chooses, moves, zooms and saves', async ({ page, request }) => {
  await signUp(page)
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Change picture' }).press('Enter')
  await (await chooser).setFiles({
    name: 'a.png',
    mimeType: 'image/png',
    buffer: await twoHalves().png().toBuffer(),
  })
  await cropReady(page)
  const zoom = crop(page).getByRole('slider', { name: 'Zoom' })
  await expect(zoom).toHaveAttribute('aria-valuetext', '100 %')

  for (let step = 0; step < 4; step++) await page.keyboard.press('+')
  await page.keyboard.press('-')
  await expect(zoom).toHaveAttribute('aria-valuetext', '130 %')
  for (let step = 0; step < 60; step++) await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Tab')
  await expect(zoom).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(zoom).toHaveAttribute('aria-valuetext', '131 %')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await expect(savePicture(page)).toBeFocused()
  await page.keyboard.press('Enter')

  await expect(crop(page)).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Change picture' })).toBeFocused()
  const picture = await savedPicture(page, request)
  expect(await seen(picture, 60, 256)).toMatchObject({ colour: 'blue' })
})

test('Esc leaves the crop, and nothing is sent', async ({ page }) => {
  await signUp(page)
  const sent: string[] = []
  page.on('request', (request) => request.url().endsWith('/avatar') && sent.push(request.method()))
  await choosePicture(page, await twoHalves().png().toBuffer())
  await cropReady(page)

  await page.keyboard.press('Escape')

  await expect(crop(page)).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Change picture' })).toBeFocused()
  expect(sent).toEqual([])
})

test('all five kinds are taken, whatever the file is called', async ({ page }) => {
  await signUp(page)
  let before = ''
  for (const kind of ['png', 'jpeg', 'webp', 'gif', 'avif'] as const) {
    await choosePicture(page, await twoHalves().toFormat(kind).toBuffer(), 'notes.txt')
    await cropReady(page)
    await savePicture(page).click()

    await expect(crop(page)).toHaveCount(0)
    const url = (await ownPicture(page).getAttribute('src')) ?? ''
    expect(url).toMatch(/\/api\/avatars\//)
    expect(url).not.toBe(before)
    before = url
  }
})

test('what is no such picture is refused in words, before anything is sent', async ({ page }) => {
  await signUp(page)
  const sent: string[] = []
  page.on('request', (request) => request.url().endsWith('/avatar') && sent.push(request.method()))
  await expect(page.getByText('Up to 5 MB. Square works best.')).toBeVisible()
  const latin1 = (text: string) => Buffer.from(text, 'latin1')

  for (const [file, message] of [
    [heic, 'Export it as JPEG first.'],
    [latin1('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'), 'Export it as PNG first.'],
    [latin1('hello'), 'Choose a PNG, JPEG, WebP, GIF or AVIF.'],
    [latin1('\x89PNG\r\n\x1a\n and nothing'), 'This picture is damaged'],
    [
      Buffer.concat([latin1('\xff\xd8\xff'), Buffer.alloc(5.32 * 1024 * 1024)]),
      'This picture is 5.4 MB. Choose one of up to 5 MB.',
    ],
  ] as const) {
    await choosePicture(page, file)
    await expect(page.getByRole('alert')).toContainText(message)
  }

  await expect(crop(page)).toHaveCount(0)
  expect(sent).toEqual([])
})

test('a photo that lies on its side is turned, and tells nobody where it was taken', async ({
  page,
  request,
}) => {
  await page.addInitScript(() => {
    Object.assign(window, {
      FormData: class extends FormData {
        override set(name: string, value: string | Blob) {
          if (value instanceof Blob) Object.assign(window, { sent: value })
          super.set(name, value as Blob)
        }
      },
    })
  })
  await signUp(page)
  await choosePicture(page, await sidewaysJpeg(), 'ada.jpg')
  await cropReady(page)
  await savePicture(page).click()
  await expect(crop(page)).toHaveCount(0)

  const sent = await page.evaluate(async () => [
    ...new Uint8Array(await (window as unknown as { sent: Blob }).sent.arrayBuffer()),
  ])
  for (const picture of [Buffer.from(sent), await savedPicture(page, request)]) {
    const above = await seen(picture, 256, 60)
    const below = await seen(picture, 256, 450)
    expect(above).toEqual({ format: 'webp', width: 512, height: 512, hasMetadata: false, colour: 'red' })
    expect(below.colour).toBe('blue')
  }
})

test('of a moving picture the first frame is kept', async ({ page, request }) => {
  await signUp(page)
  await choosePicture(page, await movingGif(), 'ada.gif')
  await cropReady(page)
  await savePicture(page).click()
  await expect(crop(page)).toHaveCount(0)

  expect(await seen(await savedPicture(page, request), 256, 256)).toMatchObject({ colour: 'red' })
})

test('a slow upload shows how far it is, and cancelling stops it', async ({ page, context }) => {
  await signUp(page)
  await choosePicture(page, await noise())
  await cropReady(page)
  const network = await context.newCDPSession(page)
  const limits = { offline: false, latency: 0, downloadThroughput: -1 }
  await network.send('Network.emulateNetworkConditions', { ...limits, uploadThroughput: 8_000 })
  const failed = page.waitForEvent('requestfailed', (request) => request.url().endsWith('/avatar'))
  await savePicture(page).click()
  const bar = crop(page).getByRole('progressbar', { name: 'Uploading your picture' })
  await expect(bar).toHaveAttribute('aria-valuenow', /^[1-9]\d?$/)

  await page.keyboard.press('Escape')

  expect((await failed).failure()?.errorText).toBe('net::ERR_ABORTED')
  await expect(crop(page).getByRole('status')).toHaveText('Upload cancelled.')
  await network.send('Network.emulateNetworkConditions', { ...limits, uploadThroughput: -1 })
  await expect(ownPicture(page)).toHaveCount(0)
  await savePicture(page).click()
  await expect(ownPicture(page)).toHaveCount(1)
})

test('a connection that drops keeps the crop open, to try again', async ({ page }) => {
  await signUp(page)
  await choosePicture(page, await twoHalves().png().toBuffer())
  await cropReady(page)
  await page.route('**/api/users/me/avatar', (route) => route.abort('connectionreset'), { times: 1 })
  await savePicture(page).click()
  await expect(crop(page).getByRole('alert')).toContainText("Can't reach the server.")

  await crop(page).getByRole('button', { name: 'Try again' }).click()

  await expect(ownPicture(page)).toHaveCount(1)
})

test('a token that is refused in the middle sends the picture once more, whole', async ({ page }) => {
  await signUp(page)
  await choosePicture(page, await noise())
  await cropReady(page)
  const answers: number[] = []
  page.on('response', (response) => response.url().endsWith('/avatar') && answers.push(response.status()))
  await alterStored(page, { access_token: 'x.y.z' })

  await savePicture(page).click()

  await expect(ownPicture(page)).toHaveCount(1)
  expect(answers).toEqual([401, 200])
})

test('a file that changed after it was chosen has to be chosen again', async ({ page }, info) => {
  const path = info.outputPath('ada.png')
  await writeFile(path, await twoHalves().png().toBuffer())
  await page.exposeFunction('changeFile', () => writeFile(path, 'something else, and of another length'))
  await signUp(page)
  // The file changes between the choice and the app's first look at it. The browser notes how a chosen file is some
  // time after the choice, and has done so once a byte of it was read.
  await page.evaluate(() => {
    const stop = new AbortController()
    const onChoice = async (event: Event) => {
      event.stopImmediatePropagation()
      stop.abort()
      await (event.target as HTMLInputElement).files?.[0]?.slice(0, 1).arrayBuffer()
      await (window as unknown as { changeFile: () => Promise<void> }).changeFile()
      event.target?.dispatchEvent(new Event('change', { bubbles: true }))
    }
    window.addEventListener('change', (event) => void onChoice(event), { capture: true, signal: stop.signal })
  })

  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Upload' }).click()
  await (await chooser).setFiles(path)

  await expect(page.getByRole('alert')).toHaveText('The file changed. Choose it again.')
})

test('a picture can be dropped on the account', async ({ page }) => {
  await signUp(page)
  const png = (await twoHalves().png().toBuffer()).toString('base64')
  const transfer = await page.evaluateHandle((png) => {
    const files = new DataTransfer()
    const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0))
    files.items.add(new File([bytes], 'ada.png'))
    return files
  }, png)
  const account = page.getByLabel('Your account')
  await account.dispatchEvent('dragover', { dataTransfer: transfer })
  await expect(account).toContainText('Drop the picture here.')
  await expect(account).toHaveCSS('outline-style', 'dashed')

  await account.dispatchEvent('drop', { dataTransfer: transfer })

  await cropReady(page)
  await expect(account).not.toContainText('Drop the picture here.')
})

test('a removed picture is gone at once, and comes back by Undo', async ({ page, context }) => {
  await signUpWithPicture(page)
  const other = await context.newPage()
  await other.goto('/settings/profile')
  await expect(menuPicture(other)).toHaveCount(1)

  await page.getByRole('button', { name: 'Remove' }).click()
  await expect(menuPicture(page)).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Change picture' })).toBeFocused()
  await expect(menuPicture(other)).toHaveCount(0)
  await page.keyboard.press('F6')
  await page.getByRole('button', { name: 'Undo' }).click()

  await expect(menuPicture(page)).toHaveCount(1)
  await expect(menuPicture(other)).toHaveCount(1)
  await page.getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByText('Picture removed.')).toBeVisible()
  await page.reload()
  await expect(page.getByRole('button', { name: 'Change picture' })).toBeVisible()
  await expect(ownPicture(page)).toHaveCount(0)
})

test('a message that the picture is not back stays, and tries again', async ({ page }) => {
  await signUpWithPicture(page)
  await page.getByRole('button', { name: 'Remove' }).click()
  const undo = page.getByRole('button', { name: 'Undo' })
  // It is offered once the picture is gone: only then is the next call the one that brings it back.
  await undo.hover()
  await page.route('**/api/users/me/avatar', (route) => route.abort(), { times: 1 })
  await page.clock.install()
  await undo.click()
  const failure = page
    .locator('[data-slot=toast]')
    .filter({ hasText: "The picture is not back. Can't reach the server." })
  await expect(failure).toBeVisible()

  await page.clock.fastForward(3_600_000)
  await expect(failure).toBeVisible()
  // On one line beside a long text.
  expect((await undo.boundingBox())?.height).toBeLessThan(48)
  await undo.click()

  await expect(ownPicture(page)).toHaveCount(1)
  await expect(failure).toHaveCount(0)
})

test('where removing fails, the picture is there again and the page says so', async ({ page }) => {
  await signUpWithPicture(page)
  await page.route('**/api/users/me/avatar', (route) => route.abort())

  await page.getByRole('button', { name: 'Remove' }).click()

  await expect(page.getByRole('alert')).toContainText("Can't reach the server.")
  await expect(ownPicture(page)).toHaveCount(1)
})
