import { escaped } from '../escaped-html.ts'
import { people } from './people.ts'

/** The stylesheet, which the pages link to: no style or script is inline. */
export const style = `
:root { color-scheme: light dark; }
* { box-sizing: border-box; }
body {
  margin: 0; padding: 0 16px 48px; overflow-wrap: anywhere;
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif;
  background: light-dark(#fafafa, #0b0b0d); color: light-dark(#18181b, #f4f4f5);
}
.notice {
  margin: 0 -16px 32px; padding: 12px 16px; text-align: center; font-weight: 600;
  background: light-dark(#fff8eb, #2a1f0d); color: light-dark(#8a4b08, #f5c26b);
  border-bottom: 2px dashed light-dark(#8a4b08, #f5c26b);
}
main { max-width: 480px; margin: 0 auto; }
h1 { font-size: 24px; line-height: 1.25; margin: 0 0 8px; }
h2 { font-size: 18px; margin: 32px 0 8px; }
ul { list-style: none; margin: 24px 0 0; padding: 0; display: grid; gap: 8px; }
a { color: light-dark(#4338ca, #a9b4ff); }
button, input, .person {
  font: inherit; color: inherit; width: 100%; padding: 12px 16px; border-radius: 8px;
  border: 1px solid light-dark(#8b8b95, #71717c); background: light-dark(#ffffff, #141417);
}
.person { display: block; text-align: start; }
.person span { display: block; color: light-dark(#5c5c66, #a3a3ad); font-size: 14px; }
button { cursor: pointer; min-height: 48px; font-weight: 500; }
button:hover { background: light-dark(#f4f4f5, #1d1d21); }
:focus-visible { outline: 2px solid light-dark(#4f46e5, #8f9bff); outline-offset: 2px; }
label { display: block; margin: 16px 0 4px; }
label.check { display: flex; gap: 8px; align-items: center; min-height: 44px; }
label.check input { width: 20px; height: 20px; }
.bad { color: light-dark(#b42318, #ff9c92); }
form + form { margin-top: 16px; }
`

function layOut(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} · Stand-in for Google</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/style.css">
</head>
<body>
<header class="notice">This is not Google. A stand-in for trying things out on this machine.</header>
<main>
<h1>${escaped(title)}</h1>
${content}
</main>
</body>
</html>
`
}

const described = ({ name, email, what }: { name: string; email: string; what: string }) =>
  `${escaped(name)} <span>${escaped(email)}</span> <span>${escaped(what)}</span>`

/** The page that asks who you are to be. `refused` is a form that could not be used, and why. */
export function choosePage(refused: { form: URLSearchParams; reason: string } | null): string {
  const typed = (field: string) => escaped(refused?.form.get(field) ?? '')
  const choices = Object.entries(people).map(
    ([key, person]) =>
      `<li><button class="person" name="person" value="${key}">${described(person)}</button></li>`,
  )
  return layOut(
    'Choose who you are',
    `<p>Whoever you choose continues to the app as if Google had said so.</p>
<form method="post"><ul>${choices.join('\n')}</ul></form>
<h2>Someone new</h2>
<form method="post">
<input type="hidden" name="person" value="new">
${refused ? `<p class="bad" id="reason" role="alert">${escaped(refused.reason)}</p>` : ''}
<label for="email">Address</label>
<input id="email" name="email" inputmode="email" autocapitalize="none" spellcheck="false" autocomplete="off" required value="${typed('email')}"${refused ? ' aria-invalid="true" aria-describedby="reason"' : ''}>
<label for="name">Name, or nothing</label>
<input id="name" name="name" autocomplete="off" value="${typed('name')}">
<label class="check"><input type="checkbox" name="verified"${refused && !refused.form.has('verified') ? '' : ' checked'}> The address is verified</label>
<button>Continue as this person</button>
</form>
<form method="post"><button name="person" value="cancel">Cancel</button></form>`,
  )
}

/** What the stand-in's own address shows: who there is, and where to start. */
export function welcomePage(webUrl: string): string {
  const listed = Object.values(people).map((person) => `<li class="person">${described(person)}</li>`)
  return layOut(
    'Start in the web app',
    `<p>Press “Continue with Google” in <a href="${escaped(webUrl)}">the web app</a>, and it comes here to ask
who you are to be: one of these, or anyone you make up.</p>
<ul>${listed.join('\n')}</ul>`,
  )
}

/** What is said when a sign-in cannot go on. */
export function faultPage(webUrl: string, reason: string): string {
  return layOut(
    'This sign-in cannot go on',
    `<p>${escaped(reason)}</p><p><a href="${escaped(webUrl)}">Back to the web app</a></p>`,
  )
}
