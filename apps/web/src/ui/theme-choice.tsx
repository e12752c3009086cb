import { useState } from 'react'
import { writeStored } from './browser-storage.ts'

const themes = [
  ['system', 'System'],
  ['light', 'Light'],
  ['dark', 'Dark'],
] as const
type Theme = (typeof themes)[number][0]

/** Light, dark, or as the system has it; kept on this device. `before-app.js` sets it before the first paint. */
export function ThemeChoice() {
  const [theme, setTheme] = useState<Theme>(chosenTheme)
  const choose = (next: Theme) => {
    setTheme(next)
    if (next === 'system') delete document.documentElement.dataset['theme']
    else document.documentElement.dataset['theme'] = next
    writeStored('localStorage', 'runsite.theme', next)
  }
  return (
    <fieldset className="flex rounded-full border border-line bg-surface p-0.5">
      <legend className="sr-only">Theme</legend>
      {themes.map(([name, label]) => (
        <label
          key={name}
          className="flex min-h-11 items-center rounded-full px-4 text-xs text-muted hover:text-ink has-checked:bg-sunken has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-focus sm:min-h-8 sm:px-3"
        >
          <input
            type="radio"
            name="theme"
            value={name}
            checked={theme === name}
            onChange={() => choose(name)}
            className="sr-only"
          />
          {label}
        </label>
      ))}
    </fieldset>
  )
}

function chosenTheme(): Theme {
  const theme = document.documentElement.dataset['theme']
  return theme === 'light' || theme === 'dark' ? theme : 'system'
}
