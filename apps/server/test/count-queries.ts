import type { Services } from '../src/services.ts'

/** Counts the statements that a server's requests send while `work` runs. */
export async function countQueries(
  app: { services: Services },
  work: () => Promise<unknown>,
): Promise<number> {
  const { db } = app.services
  let count = 0
  app.services.db = db.withPlugin({
    transformQuery: ({ node }) => {
      count++
      return node
    },
    transformResult: async ({ result }) => result,
  })
  await work()
  app.services.db = db
  return count
}
