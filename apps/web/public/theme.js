// Runs before the first paint, as its own file because the content security policy allows no inline script.
// Sets the chosen theme, and says whether the page will show a form, so that its shape can stand there at once.
;(() => {
  const root = document.documentElement
  try {
    const theme = localStorage.getItem('runsite.theme')
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme
    const isSignedIn = localStorage.getItem('runsite.session') !== null
    if (!isSignedIn && /^\/(login|register)?$/.test(location.pathname)) root.dataset.first = 'form'
  } catch {
    // Storage is blocked: the system's theme, and no shape.
  }
})()
