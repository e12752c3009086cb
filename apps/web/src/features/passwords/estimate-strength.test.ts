import { expect, test } from 'vitest'
import { estimateStrength } from './estimate-strength.ts'

const ada = { email: 'countess.ada@example.com', name: 'Grace Hopper' }

test.each([
  ['password', 'Guessable', 'It is one of the most common passwords.'],
  ['p4ssw0rd', 'Guessable', 'It is a common password in disguise.'],
  ['password!9', 'Guessable', 'It contains a common password.'],
  ['countess1', 'Guessable', 'It contains your email name.'],
  ['hopper12', 'Guessable', 'It contains your name.'],
  ['runsite!', 'Guessable', 'It contains the name of this product.'],
  ['abcabcabcabc', 'Guessable', 'It repeats itself.'],
  ['23456789', 'Guessable', 'sequence'],
  ['zxcvfdsa', 'Guessable', 'It follows the keys of a keyboard.'],
  ['12.10.1815', 'Guessable', 'It contains a date.'],
])('%j is %s, and the meter says why', (password, word, reason) => {
  const strength = estimateStrength(password, ada)

  expect(strength).toMatchObject({ word, advice: expect.stringContaining(reason) })
})

test.each(['seven lively otters', 'gK3#vQz!m1xT', '木の上の静かな猫が笑う'])(
  '%j is Strong, and needs no word',
  (password) => {
    expect(estimateStrength(password, ada)).toEqual({ word: 'Strong', advice: null })
  },
)

test('nine random letters are Good', () => {
  expect(estimateStrength('xkvqjwpzr', ada).word).toBe('Good')
})
