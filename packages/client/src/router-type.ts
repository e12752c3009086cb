/** The server's router, as a type: nothing of the server is in the bundle. */
export type { AppRouter } from '@runsite/server/router'
