import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

// The server is private, so the published client brings the router's type along: the declarations that the compiler
// wrote for it, which name schemas' shapes and tRPC, and of the server only what clients never see.
const declared = readFileSync(
  fileURLToPath(import.meta.resolve('@runsite/server/router')).replace(/\.js$/, '.d.ts'),
  'utf8',
)
const published = declared
  .replace(/^export declare const appRouter/m, 'declare const appRouter')
  .replace(/import\("\.\/rpc\/[\w-]+\.ts"\)\.(Context|Meta)\b/g, 'object')

const foreign = [...published.matchAll(/(?:import\(|from )["']([^"']+)["']/g)]
  .map(([, name = '']) => name)
  .filter((name) => !/^(@runsite\/shared\/[\w-]+|@trpc\/server|zod)$/.test(name))
if (foreign.length > 0) throw new Error(`Nobody who installs the client has ${foreign.join(', ')}.`)
writeFileSync(new URL('dist/router-type.d.ts', import.meta.url), published)
