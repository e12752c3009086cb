import type { Page } from '@playwright/test'

type Answer = { result: { data: unknown } } | { error: unknown }

/** Changes what the server answers to a query, which may have come in a batch with others. */
export async function alterAnswer(page: Page, procedure: string, alter: (data: any) => unknown) {
  await page.route(new RegExp(`/trpc/[^?]*${procedure}[,?]`), async (route) => {
    const names = new URL(route.request().url()).pathname.split('/').at(-1)?.split(',') ?? []
    // Null where the page has gone meanwhile.
    const response = await route.fetch().catch(() => null)
    if (!response) return
    const answers: Answer[] = await response.json()
    const altered = answers.map((answer, index) =>
      names[index] === procedure && 'result' in answer
        ? { result: { data: alter(answer.result.data) } }
        : answer,
    )
    await route.fulfill({ response, json: altered })
  })
}

/** Refuses a call that comes alone with a code of the contract. */
export async function refuseWith(
  page: Page,
  procedure: string,
  status: number,
  code: string,
  headers: Record<string, string> = {},
) {
  const problem = { type: 'about:blank', title: code, status, detail: 'x', code, request_id: 'r-1' }
  const error = { message: code, code: -32_000, data: { code, httpStatus: status, problem } }
  await page.route(`**/trpc/${procedure}?*`, (route) => route.fulfill({ status, headers, json: [{ error }] }))
}
