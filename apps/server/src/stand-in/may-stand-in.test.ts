import { expect, test } from 'vitest'
import { readConfig } from '../config.ts'
import { mayStandIn } from './may-stand-in.ts'

const may = (settings: Record<string, string>) => mayStandIn(readConfig(settings, '/tmp'))

test.each<Record<string, string>>([
  {},
  { NODE_ENV: 'development' },
  { PORT: '4000', HOST: 'localhost' },
  { HOST: '::1', PUBLIC_URL: 'http://[::1]:3000' },
  { HOST: '127.0.0.2', PUBLIC_URL: 'https://auth.localhost', WEB_URL: 'http://127.8.8.8:5173' },
  { WEB_URL: 'http://localhost:5173' },
])('it stands in on a machine of one’s own: %j', (settings) => {
  expect(may(settings)).toBe(true)
})

test.each<Record<string, string>>([
  { NODE_ENV: 'production' },
  { NODE_ENV: 'production', GOOGLE_STAND_IN: 'on' },
  { NODE_ENV: 'Production' },
  { NODE_ENV: 'staging' },
  { GOOGLE_STAND_IN: 'off' },
  { GOOGLE_CLIENT_ID: 'ours', GOOGLE_CLIENT_SECRET: 'hush' },
  { PUBLIC_URL: 'https://auth.example.com' },
  { PUBLIC_URL: 'https://auth.example.com', GOOGLE_STAND_IN: 'on' },
  { PUBLIC_URL: 'http://192.168.1.10:3000' },
  { PUBLIC_URL: 'http://localhost.example.com:3000' },
  { PUBLIC_URL: 'http://127.0.0.1.example.com' },
  { PUBLIC_URL: 'http://0.0.0.0:3000' },
  { WEB_URL: 'https://app.example.com' },
  { HOST: '0.0.0.0' },
  { HOST: '::' },
  { HOST: '192.168.1.10' },
  { HOST: 'myhost.lan' },
  { TRUSTED_PROXIES: '127.0.0.1' },
])('it stands in nowhere else: %j', (settings) => {
  expect(may(settings)).toBe(false)
})
