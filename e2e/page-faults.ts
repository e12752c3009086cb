import type { Page } from '@playwright/test'

// What is wrong with how a page looks, a line each; for tests that expect none.

/** What reaches out of the window sideways, and what has to be scrolled that way. */
export function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const isClipped = (element: Element) =>
      element === document.documentElement || getComputedStyle(element).overflowX !== 'visible'
    const isOutside = (element: Element) => {
      const { left, right } = element.getBoundingClientRect()
      return left < -0.5 || right > window.innerWidth + 0.5
    }
    const elements = [...document.body.querySelectorAll('*')].filter(
      (element) =>
        element.checkVisibility() &&
        getComputedStyle(element).clipPath === 'none' &&
        // A picture may be larger than the frame it is cropped in.
        !element.closest('[data-testid=container]'),
    )
    return [document.documentElement, ...elements]
      .filter(
        (element) =>
          isOutside(element) ||
          (isClipped(element) &&
            !element.matches('input, select') &&
            element.scrollWidth > element.clientWidth + 1),
      )
      .map((element) => element.outerHTML.slice(0, 120))
  })
}

/**
 * What the keyboard reaches without its being seen: no outline of 2 pixels that stands out 3 to 1 from what is behind
 * it, or hidden outside the window or under something that stays in its place.
 */
export async function unseenFocus(page: Page): Promise<string[]> {
  // What takes focus by script shows it where a key was pressed last.
  await page.keyboard.press('F8')
  return page.evaluate(() => {
    const before = document.activeElement
    const roots = 'dialog:modal, [data-slot=dialog], [data-slot=confirm-dialog], [data-slot=menu]'
    const root = [...document.querySelectorAll(roots)].at(-1) ?? document.body
    const stops = [
      ...root.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary, [tabindex]'),
    ].filter(
      (element) =>
        (element.tabIndex >= 0 || element.role?.startsWith('menuitem')) &&
        element.checkVisibility({ visibilityProperty: true }) &&
        !element.closest('[aria-hidden=true], [inert], [data-base-ui-focus-guard]'),
    )

    const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })
    const paint = (color: string) => {
      if (!canvas) throw new Error('There is no canvas.')
      canvas.clearRect(0, 0, 1, 1)
      canvas.fillStyle = color
      canvas.fillRect(0, 0, 1, 1)
      return [...canvas.getImageData(0, 0, 1, 1).data] as [number, number, number, number]
    }
    const luminance = (color: string) => {
      const [red, green, blue] = paint(color).map((byte) => {
        const share = byte / 255
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
      }) as [number, number, number, number]
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
    const contrast = (one: string, other: string) => {
      const both = [luminance(one), luminance(other)]
      return (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05)
    }
    const behind = (element: Element | null): string => {
      if (!element) return 'canvas'
      const { backgroundColor } = getComputedStyle(element)
      return paint(backgroundColor)[3] === 255 ? backgroundColor : behind(element.parentElement)
    }
    // A control may show it by what stands around it.
    const isOutlined = (element: Element | null): boolean => {
      if (!element) return false
      const { outlineStyle, outlineWidth, outlineColor, outlineOffset, clipPath } = getComputedStyle(element)
      const ground = behind(parseFloat(outlineOffset) < 0 ? element : element.parentElement)
      const isSeen =
        clipPath === 'none' &&
        outlineStyle !== 'none' &&
        parseFloat(outlineWidth) >= 2 &&
        contrast(outlineColor, ground) >= 3
      return isSeen || isOutlined(element.parentElement)
    }
    const level = (element: Element) => Number(getComputedStyle(element).zIndex) || 0
    const fixed = [...document.querySelectorAll('body *')].filter(
      (element) =>
        /fixed|sticky/.test(getComputedStyle(element).position) &&
        element.textContent !== '' &&
        (root === document.body || level(element) > level(root)),
    )
    const isUncovered = (element: Element) => {
      const { top, bottom, height } = element.getBoundingClientRect()
      let [from, to] = [Math.max(top, 0), Math.min(bottom, window.innerHeight)]
      for (const cover of fixed) {
        const box = cover.getBoundingClientRect()
        if (cover.contains(element) || box.height === 0) continue
        if (box.top <= 0) from = Math.max(from, box.bottom)
        else to = Math.min(to, box.top)
      }
      return to - from >= Math.min(height, 24) - 1
    }

    const faults = stops.flatMap((stop) => {
      stop.focus()
      // Colours that move on are read where they come to.
      for (const animation of document.getAnimations()) {
        if (animation instanceof CSSTransition) animation.finish()
      }
      const name = stop.outerHTML.slice(0, 120)
      if (document.activeElement !== stop) return [`takes no focus: ${name}`]
      return [
        ...(isOutlined(stop) ? [] : [`shows no focus: ${name}`]),
        ...(isUncovered(stop.closest('label') ?? stop) ? [] : [`is hidden with focus: ${name}`]),
      ]
    })
    if (before instanceof HTMLElement) before.focus()
    return faults
  })
}

/** What is smaller than a finger or a pointer needs; links within a sentence may be as tall as its lines. */
export function smallTargets(page: Page, isPhone: boolean): Promise<string[]> {
  return page.evaluate((isPhone) => {
    const targets = [
      ...document.querySelectorAll<HTMLElement>('a[href], button, input, select, summary, [role^=menuitem]'),
    ].filter((element) => element.checkVisibility() && !element.closest('[data-base-ui-focus-guard]'))
    return targets.flatMap((element) => {
      const target = element.matches('[type=radio]') ? (element.closest('label') ?? element) : element
      if (getComputedStyle(target).clipPath !== 'none') return []
      const isInSentence = [...(target.parentElement?.childNodes ?? [])].some(
        (node) => node instanceof Text && node.data.trim() !== '',
      )
      const { width, height } = target.getBoundingClientRect()
      const isLarge = width >= 24 && height >= (isPhone ? 44 : 24)
      return isLarge || isInSentence ? [] : [`${width} × ${height}: ${target.outerHTML.slice(0, 100)}`]
    })
  }, isPhone)
}

const bordered = [
  '[data-slot=button]',
  '[data-slot=google-button]',
  '[data-slot=dialog]',
  '[data-slot=confirm-dialog]',
  '[data-slot=blocking-dialog]',
  '[data-slot=menu]',
  '[data-slot=chip]',
  '[data-slot=section] > :last-child',
  '[data-slot=toast]',
  '[data-slot=tooltip]',
  '[role=alert]',
  '[role=meter] > span:not(:last-child)',
  'input:not([type=radio], [type=range], [type=file])',
  'select',
  'textarea',
].join()

/** What has no border to be told from what is behind it; and what is chosen, but looks like what is not. */
export function lostBorders(page: Page): Promise<string[]> {
  return page.evaluate((bordered) => {
    const nameOf = (element: Element) => element.outerHTML.slice(0, 120)
    const shown = (selector: string) =>
      [...document.querySelectorAll(selector)].filter((element) => element.checkVisibility())
    const borderless = shown(bordered).filter((element) => {
      const { borderTopStyle, borderTopWidth, borderTopColor } = getComputedStyle(element)
      const { backgroundColor } = getComputedStyle(element.parentElement ?? element)
      return borderTopStyle === 'none' || parseFloat(borderTopWidth) < 1 || borderTopColor === backgroundColor
    })
    const lookOf = (element: Element) => {
      const { color, backgroundColor, borderBottomColor } = getComputedStyle(element)
      const ground = getComputedStyle(element.parentElement ?? element).backgroundColor
      return [color, backgroundColor.endsWith(', 0)') ? ground : backgroundColor, borderBottomColor].join()
    }
    const unmarked = shown('nav [aria-current], label:has(:checked)').filter((chosen) => {
      const others = [...(chosen.parentElement?.children ?? [])].filter(
        (other) => other !== chosen && other.matches('a, label'),
      )
      return (
        others.some((other) => lookOf(other) === lookOf(chosen)) &&
        !chosen.querySelector('input:not(.sr-only)')
      )
    })
    return [
      ...borderless.map((e) => `no border: ${nameOf(e)}`),
      ...unmarked.map((e) => `not marked: ${nameOf(e)}`),
    ]
  }, bordered)
}
