import type { TestProject } from 'vitest/node'
import { realServer } from './real-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    serverUrl: string
  }
}

/** One server for all test files of a run. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await realServer()
  project.provide('serverUrl', server.url)
  return async () => server[Symbol.asyncDispose]()
}
