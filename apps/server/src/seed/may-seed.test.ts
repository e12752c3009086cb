import { expect, test } from 'vitest'
import { readConfig } from '../config.ts'
import { maySeed } from './may-seed.ts'

const AUTH_SECRET = 'a secret of thirty-two bytes or more, for tests'
const may = (settings: Record<string, string>) => maySeed(readConfig({ AUTH_SECRET, ...settings }, '/tmp'))

test.each<Record<string, string>>([
  {},
  { WEB_URL: 'http://localhost:5173' },
  { GOOGLE_STAND_IN: 'off' },
  { GOOGLE_CLIENT_ID: 'ours', GOOGLE_CLIENT_SECRET: 'hush' },
  { DATABASE_URL: 'postgres://u:p@localhost:5432/x' },
  { DATABASE_URL: 'postgres://u:p@127.0.0.1/x' },
  { DATABASE_URL: 'postgres://u@/x?host=/run/postgresql' },
])('people are made on a machine of one’s own: %j', (settings) => {
  expect(may(settings)).toBe(true)
})

test.each<Record<string, string>>([
  { NODE_ENV: 'production' },
  { PUBLIC_URL: 'https://auth.example.com' },
  { HOST: '0.0.0.0' },
  { TRUSTED_PROXIES: '127.0.0.1' },
  { DATABASE_URL: 'postgres://u:p@db.example.com/x' },
  { DATABASE_URL: 'postgres://u:p@localhost/x?host=db.example.com' },
])('and nowhere else: %j', (settings) => {
  expect(may(settings)).toBe(false)
})
