import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: { projects: ['apps/*', 'packages/*', 'tools'], maxWorkers: 2 },
})
