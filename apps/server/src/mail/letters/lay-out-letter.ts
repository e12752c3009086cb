import { escaped } from '../../escaped-html.ts'
import type { Letter } from '../mailer.ts'

/** What a letter says; everything is plain text, and comes out escaped. */
export type LetterContent = {
  subject: string
  /** The heading, and the line a list of mails shows. */
  title: string
  paragraphs: readonly string[]
  /** One thing to press; its address is shown in full too, for mail programs that open none. */
  button?: { label: string; url: string }
  /** What stands below, smaller: why the mail came, what to do if it is a mistake. */
  small: readonly string[]
}

const fonts = "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif"

// What a mail program does not know of this it leaves out; the letter is then a light one.
const style = `
  :root { color-scheme: light dark; supported-color-schemes: light dark; }
  @media (prefers-color-scheme: dark) {
    .page { background-color: #111315 !important; }
    .card { background-color: #1b1e21 !important; border-color: #33383d !important; }
    .ink { color: #f1f3f5 !important; }
    .quiet { color: #a9b1b9 !important; }
    .button { background-color: #f1f3f5 !important; }
    .button a { color: #111315 !important; }
    .line { border-color: #33383d !important; }
  }`

/** Lays a letter out, as text and as HTML for light and dark mail programs. */
export function layOutLetter(content: LetterContent): Letter {
  return { subject: content.subject, text: asText(content), html: asHtml(content) }
}

function asText({ title, paragraphs, button, small }: LetterContent): string {
  const parts = [title, ...paragraphs, ...(button ? [`${button.label}:\n${button.url}`] : []), '--', ...small]
  return `${parts.join('\n\n')}\n`
}

function asHtml({ subject, title, paragraphs, button, small }: LetterContent): string {
  const paragraph = (text: string) =>
    `<p class="ink" style="margin:0 0 16px;font-size:16px;line-height:24px;color:#1b1e21">${escaped(text)}</p>`
  const smaller = (text: string) =>
    `<p class="quiet" style="margin:0 0 8px;font-size:13px;line-height:20px;color:#5c656e">${escaped(text)}</p>`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escaped(subject)}</title>
<style>${style}
</style>
</head>
<body class="page" style="margin:0;padding:0;background-color:#f4f5f6;font-family:${fonts}">
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0" style="background-color:#f4f5f6">
<tr><td align="center" style="padding:32px 16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:520px">
<tr><td class="ink" style="padding:0 0 16px;font-size:15px;font-weight:600;color:#1b1e21">Runsite</td></tr>
<tr><td class="card" style="padding:32px;background-color:#ffffff;border:1px solid #dfe3e6;border-radius:12px">
<h1 class="ink" style="margin:0 0 16px;font-size:22px;line-height:28px;font-weight:600;color:#1b1e21">${escaped(title)}</h1>
${paragraphs.map(paragraph).join('\n')}
${button ? buttonHtml(button) : ''}
<div class="line" style="margin:24px 0 16px;border-top:1px solid #dfe3e6;font-size:0;line-height:0">&nbsp;</div>
${small.map(smaller).join('\n')}
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`
}

function buttonHtml({ label, url }: { label: string; url: string }): string {
  return `<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:8px 0 20px"><tr>
<td class="button" style="border-radius:8px;background-color:#1b1e21"><a href="${escaped(url)}" style="display:inline-block;padding:12px 20px;font-size:16px;line-height:20px;font-weight:600;color:#ffffff;text-decoration:none">${escaped(label)}</a></td>
</tr></table>
<p class="quiet" style="margin:0;font-size:13px;line-height:20px;color:#5c656e;word-break:break-all">Or open this address: <a class="quiet" href="${escaped(url)}" style="color:#5c656e">${escaped(url)}</a></p>`
}
