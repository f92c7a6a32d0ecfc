import { defineConfig } from 'vitest/config'

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What is waited for comes at once on an idle machine; a busy one is given time.
    expect: { poll: { timeout: 20_000, interval: 50 } },
    // The machine this must pass on has two cores; each file may open its own embedded database.
    maxWorkers: 2,
  },
})
