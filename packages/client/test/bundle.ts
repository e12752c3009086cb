import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'

const index = fileURLToPath(new URL('../src/index.ts', import.meta.url))

/** What a browser loads of an app that imports these names from the client, and no others. */
export async function bundled(names: string[]): Promise<{ code: string; gzippedBytes: number }> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['@runsite/source', 'browser', 'module', 'import', 'default'] },
    plugins: [
      {
        name: 'app',
        resolveId: (id) => (id === 'app' ? '\0app' : null),
        load: (id) =>
          id === '\0app'
            ? `import { ${names.join(', ')} } from '${index}'; Object.assign(globalThis, { ${names.join(', ')} })`
            : null,
      },
    ],
    build: { write: false, modulePreload: { polyfill: false }, rolldownOptions: { input: 'app' } },
  })
  if (!('output' in built)) throw new Error('Nothing was bundled.')
  const { code } = built.output[0]
  return { code, gzippedBytes: gzipSync(code).length }
}
