// Runs before the first paint: light or dark as the web app, which keeps what was chosen there under this name.

const darkSystem = matchMedia('(prefers-color-scheme: dark)')

function chosenTheme() {
  try {
    return localStorage.getItem('runsite.theme')
  } catch {
    // Storage is off.
    return null
  }
}

function followTheme() {
  const chosen = chosenTheme()
  const isDark = chosen === 'dark' || (chosen !== 'light' && darkSystem.matches)
  document.documentElement.classList.toggle('dark-mode', isDark)
}

followTheme()
darkSystem.addEventListener('change', followTheme)
addEventListener('storage', followTheme)
