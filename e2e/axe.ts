import type { Page } from '@playwright/test'
import axe from 'axe-core'

/**
 * What axe calls violations on the page as it stands, a line each.
 *
 * @param rules of axe; all that are on by default
 */
export async function violations(page: Page, rules?: string[]): Promise<string[]> {
  // Into each page once: the source is half a megabyte.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  return page.evaluate(async (rules) => {
    // A page takes up another window or look in its next frame, and one colour that moves on may set off others.
    const moving = () => document.getAnimations().filter((one) => one instanceof CSSTransition)
    for (let still = 0; still < 2; still = moving().length > 0 ? 0 : still + 1) {
      for (const transition of moving()) transition.finish()
      await new Promise(requestAnimationFrame)
    }
    const run = Reflect.get(window, 'axe').run as typeof axe.run
    // A guard sends focus on the moment it comes, back into the menu or dialog that it stands beside.
    const found = await run(
      { exclude: [['[data-base-ui-focus-guard]']] },
      { resultTypes: ['violations'], ...(rules && { runOnly: rules }) },
    )
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
  }, rules)
}
