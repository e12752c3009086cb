import argon2 from 'argon2'
import { expect, test } from 'vitest'
import { makeHash, makeNobodysHash, readHash } from './known-hashes.ts'

const otters = 'seven lively otters'

test('a hash of today is current, matches its password and no other', () => {
  const hash = readHash(makeHash(otters))

  expect(hash?.is_current).toBe(true)
  expect(hash?.matches(otters)).toBe(true)
  expect(hash?.matches('seven lively otter')).toBe(false)
  expect(readHash(makeNobodysHash())).toMatchObject({ is_current: true })
})

test.each([
  ['argon2id, today', { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 }, true],
  ['argon2id, the library’s own', { type: argon2.argon2id }, false],
  ['argon2i', { type: argon2.argon2i, memoryCost: 4096, timeCost: 3, parallelism: 1 }, false],
  ['argon2d', { type: argon2.argon2d, memoryCost: 4096, timeCost: 3, parallelism: 2 }, false],
  ['a short tag', { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, hashLength: 16 }, false],
] as const)('%s by the reference implementation is checked', async (_, parameters, isCurrent) => {
  const hash = readHash(await argon2.hash(otters, parameters))

  expect(hash?.is_current).toBe(isCurrent)
  expect(hash?.matches(otters)).toBe(true)
  expect(hash?.matches('wrong')).toBe(false)
})

test.each([
  // The reference implementation's test.c, versions 0x10 and 0x13.
  [
    'argon2i, before version 1.3',
    'password',
    '$argon2i$m=256,t=2,p=1$c29tZXNhbHQ$/U3YPXYsSb3q9XxHvc0MLxur+GP960kN9j7emXX8zwY',
  ],
  [
    'argon2id',
    'password',
    '$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4',
  ],
  // OpenBSD's and Openwall's vectors.
  ['bcrypt 2a', 'U*U', '$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW'],
  ['bcrypt 2y', 'U*U', '$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW'],
  ['bcrypt 2b', 'U*U', '$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW'],
  // RFC 7914, section 12, and passlib's documentation.
  [
    'scrypt',
    'password',
    '$scrypt$ln=10,r=8,p=16$TmFDbA$/bq+HJ00cgB4VucZDQHp/nxq18vII3gw53N2Y0s3MWIurzDZLiKjiG/xCSedmDDaxyevuUqD7m2DYMvfoswGQA',
  ],
  // RFC 6070, the fourth and the first; passlib's documentation; Python's hashlib.
  ['PBKDF2 with SHA-1, passlib’s form', 'password', '$pbkdf2$4096$c2FsdA$SwB5AbdlSJq.rUnZJvch0GWkKcE'],
  ['PBKDF2 with SHA-1, PHC', 'password', '$pbkdf2-sha1$i=1,l=20$c2FsdA$DGDID5YfDnHzqbUkr2ASBi/gN6Y'],
  [
    'PBKDF2 with SHA-256',
    'password',
    '$pbkdf2-sha256$6400$.6UI/S.nXIk8jcbdHx3Fhg$98jZicV16ODfEsEZeYPGHU3kbrUrvUEXOPimVSQDD44',
  ],
  [
    'PBKDF2 with SHA-512',
    'password',
    '$pbkdf2-sha512$i=2000$c2FsdFNBTFQ$4cqiLFYEN4pBURmw6rhN0ZFrATuMBqOLqnFKjOoMpRXKNrZp3ctQgZUA+YnyoEhAHN06y7+hxuq1DE6s9a4YJQ',
  ],
])('%s of a published vector is checked', (_, password, text) => {
  const hash = readHash(text)

  expect(hash?.is_current).toBe(false)
  expect(hash?.matches(password)).toBe(true)
  expect(hash?.matches(`${password}!`)).toBe(false)
})

test.each([
  ['nothing', ''],
  ['a plain text', 'seven lively otters'],
  ['another algorithm', '$1$saltsalt$qjXMvbEw8oaL.CzflDtaK/'],
  [
    '4 GiB of argon2',
    '$argon2id$v=19$m=4194304,t=1,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4',
  ],
  [
    'a billion passes',
    '$argon2id$v=19$m=64,t=999999999,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4',
  ],
  [
    'a number past all',
    '$argon2id$v=19$m=99999999999999,t=1,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4',
  ],
  ['many lanes', '$argon2id$v=19$m=19456,t=2,p=200$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4'],
  ['too little memory', '$argon2id$v=19$m=1,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4'],
  [
    'an unknown version',
    '$argon2id$v=99$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4',
  ],
  ['an empty tag', '$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$'],
  ['bcrypt of 2^31', '$2b$31$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW'],
  ['half a bcrypt', '$2b$05$CCCCCCCCCCCC'],
  ['scrypt of 2^30', '$scrypt$ln=30,r=8,p=1$TmFDbA$/bq+HJ00cgB4VucZDQHp/g'],
  ['scrypt of many lanes', '$scrypt$ln=14,r=8,p=9999$TmFDbA$/bq+HJ00cgB4VucZDQHp/g'],
  ['scrypt without a cost', '$scrypt$r=8,p=1$TmFDbA$/bq+HJ00cgB4VucZDQHp/g'],
  ['a billion iterations', '$pbkdf2-sha256$i=999999999$c29tZXNhbHQ$DGDIDIBpDIHp/SdQhmaBXGyWL6Y'],
  ['many iterations for a long tag', `$pbkdf2$1000000$c29tZXNhbHQ$${'A'.repeat(80)}`],
  ['PBKDF2 with MD5', '$pbkdf2-md5$1000$c29tZXNhbHQ$DGDIDIBpDIHp/SdQhmaBXGyWL6Y'],
  ['a very long text', `$argon2id$${'a'.repeat(10_000)}`],
])('%s is refused', (_, text) => {
  expect(readHash(text)).toBeNull()
})
