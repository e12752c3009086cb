// Runs before the first paint, as its own file because the content security policy allows no inline script.
// Sets the chosen theme, says whether the page will show a form, so that its shape can stand there at once, and says
// so where the app does not come.
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
  const fail = () => {
    // Gone once the app is there.
    const note = document.getElementById('no-app')
    if (!note) return
    note.hidden = false
    delete root.dataset.first
  }
  // Heard on the way down: the failure of a script to load does not bubble.
  window.addEventListener('error', fail, true)
})()
