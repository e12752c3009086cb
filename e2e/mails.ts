import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { type ParsedMail, simpleParser } from 'mailparser'

const folder = process.env['E2E_OUTBOX'] ?? ''

/** The letters that the server has sent to an address, oldest first. */
export async function mailsTo(email: string): Promise<ParsedMail[]> {
  // The files are named in the order of time.
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.eml')).sort()
  const mails = await Promise.all(names.map(async (name) => simpleParser(await readFile(join(folder, name)))))
  return mails.filter(({ to }) => to && [to].flat().some(({ text }) => text.includes(email)))
}

/**
 * The link in the newest letter to an address that leads to such a page, once it has come.
 *
 * @param count how many such letters there must be: 2 for that of the second request
 */
export async function mailedLink(
  email: string,
  page: 'verify-email' | 'reset-password',
  count = 1,
): Promise<string> {
  const links = async () => {
    const texts = (await mailsTo(email)).map(({ text }) => text ?? '')
    return texts.flatMap((text) => text.match(/https?:\/\/\S+/g) ?? []).filter((url) => url.includes(page))
  }
  await expect.poll(async () => (await links()).length, { timeout: 10_000 }).toBeGreaterThanOrEqual(count)
  return (await links()).at(-1) ?? ''
}
