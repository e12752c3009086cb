import { fileURLToPath } from 'node:url'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defaultClientConditions, defineConfig, loadEnv } from 'vite'
import { compression } from 'vite-plugin-compression2'
import product from '../server/package.json' with { type: 'json' }
import { commonPasswords } from './common-passwords.ts'

// As the server reads it: `.env` in the workspace's root, where the environment does not say.
const { PORT = '3000' } = loadEnv('', fileURLToPath(new URL('../..', import.meta.url)), 'PORT')

/** What the first page loads, in two files; and the libraries that come later, each by its name. */
const chunks = [
  { name: 'vendor', tags: ['$initial' as const], test: /node_modules/ },
  { name: 'app', tags: ['$initial' as const] },
  { name: 'axios', test: /node_modules\/axios\// },
  { name: 'zod', test: /node_modules\/zod\// },
  { name: 'query-and-trpc', test: /node_modules\/@(trpc|tanstack\/(react-query|query-core))\// },
]

export default defineConfig({
  // The page itself is left out: the server writes into it.
  plugins: [
    react(),
    tailwindcss(),
    commonPasswords(),
    compression({
      algorithms: ['gzip', 'brotliCompress'],
      include: /\.(js|css|svg)$/,
      threshold: 1024,
      logLevel: 'silent',
    }),
  ],
  define: { __VERSION__: JSON.stringify(product.version) },
  resolve: { conditions: ['@runsite/source', ...defaultClientConditions] },
  server: {
    port: 5173,
    strictPort: true,
    proxy: Object.fromEntries(
      ['/api', '/trpc', '/.well-known', '/docs', '/healthz'].map((path) => [
        path,
        { target: `http://localhost:${PORT}`, changeOrigin: false },
      ]),
    ),
  },
  // The content security policy has no room for a polyfill's inline script or small files as data addresses.
  build: {
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    target: 'es2023',
    rolldownOptions: { output: { codeSplitting: { groups: chunks } } },
  },
})
