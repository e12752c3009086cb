import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common'
import type { Plugin } from 'vite'

const name = 'virtual:common-passwords'

/**
 * The 5,000 commonest passwords and the keyboard, as a module of the app: the whole package would be ten times as
 * large. The server refuses the first 10,000 of the same list.
 */
export function commonPasswords(): Plugin {
  return {
    name: 'common-passwords',
    resolveId: (id) => (id === name ? `\0${name}` : null),
    load(id) {
      if (id !== `\0${name}`) return null
      const words = dictionary['passwords-common'].slice(0, 5_000).join(' ')
      const { qwerty } = adjacencyGraphs
      return `export const words = ${JSON.stringify(words)}.split(' ')\nexport const qwerty = ${JSON.stringify(qwerty)}\n`
    },
  }
}
