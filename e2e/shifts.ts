import type { Page } from '@playwright/test'

/** Counts on each page from now on what moves there without the reader having pressed anything. */
export function countShifts(page: Page): Promise<unknown> {
  return page.addInitScript(() => {
    let sum = 0
    const add = (entries: PerformanceEntryList) => {
      for (const entry of entries as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) {
        if (!entry.hadRecentInput) sum += entry.value
      }
    }
    const observer = new PerformanceObserver((list) => add(list.getEntries()))
    observer.observe({ type: 'layout-shift', buffered: true })
    Object.assign(window, {
      shifts: () => {
        add(observer.takeRecords())
        return sum
      },
    })
  })
}

/** The sum of unexpected movements on this page so far, what has just been drawn included. */
export function shiftsOf(page: Page): Promise<number> {
  return page.evaluate(async () => {
    for (let frames = 0; frames < 2; frames += 1) await new Promise(requestAnimationFrame)
    return Reflect.get(window, 'shifts')()
  })
}
