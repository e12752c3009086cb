import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto'
import type { Config } from '../../config.ts'
import { deriveKey } from '../../crypto/auth-secret.ts'
import { open, seal } from '../../crypto/sealed-box.ts'
import type { Db } from '../../db/schema.ts'
import { StartError } from '../../start-error.ts'
import {
  activateSigningKey,
  deleteKeysRetiredBefore,
  insertSigningKey,
  listSigningKeys,
  lockSigningKeys,
} from './signing-keys.store.ts'

/** The keys that sign and check access tokens, as this instance knows them. */
export type SigningKeys = {
  current: { kid: string; private_key: KeyObject }
  public_keys: ReadonlyMap<string, KeyObject>
  /** The JWK set for `/.well-known/jwks.json`: next, current and previous. */
  jwks: { keys: JsonWebKey[] }
}

/** The key that signing keys are sealed under, from the secret of the installation. */
export const sealingKey = (secret: string): Uint8Array => deriveKey(secret, 'signing-keys')

const sealContext = (kid: string) => `signing-key:${kid}`

async function addKey(db: Db, sealingKey: Uint8Array, at: Date): Promise<string> {
  const pair = generateKeyPairSync('ed25519')
  const jwk = pair.publicKey.export({ format: 'jwk' })
  const id = thumbprintOf(jwk)
  const plain = pair.privateKey.export({ format: 'der', type: 'pkcs8' })
  await insertSigningKey(db, {
    id,
    public_jwk: JSON.stringify({ ...jwk, kid: id, alg: 'EdDSA', use: 'sig' }),
    sealed_private_key: seal(sealingKey, plain, sealContext(id)),
    created_at: at,
  })
  return id
}

/** The name of an Ed25519 key that anyone can compute (RFC 7638; RFC 8037, section 2). */
function thumbprintOf({ crv, kty, x }: JsonWebKey): string {
  return createHash('sha256').update(JSON.stringify({ crv, kty, x })).digest('base64url')
}

/** Makes the first current and next key where there are none yet; safe from many instances at once. */
export async function ensureSigningKeys(db: Db, sealingKey: Uint8Array, at: Date): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await lockSigningKeys(tx)
    if ((await listSigningKeys(tx)).length > 0) return
    await activateSigningKey(tx, await addKey(tx, sealingKey, at), at)
    await addKey(tx, sealingKey, new Date(at.getTime() + 1))
  })
}

/**
 * Rotates the signing keys: next becomes current, current becomes previous, and a new next is published.
 *
 * Nobody is logged out: the next key has long been in every verifier's key set, and a previous one stays
 * until the last token it signed has run out (RFC 7517; contract, "Tokens").
 *
 * @returns the `kid` that signs from now on
 */
export async function rotateSigningKeys(
  db: Db,
  sealingKey: Uint8Array,
  config: Pick<Config, 'access_token_seconds'>,
  at: Date,
): Promise<string> {
  return db.transaction().execute(async (tx) => {
    await lockSigningKeys(tx)
    const next = (await listSigningKeys(tx)).find((key) => key.activated_at === null)
    const kid = next?.id ?? (await addKey(tx, sealingKey, at))
    await activateSigningKey(tx, kid, at)
    await addKey(tx, sealingKey, at)
    const marginSeconds = config.access_token_seconds + 300
    await deleteKeysRetiredBefore(tx, new Date(at.getTime() - marginSeconds * 1000))
    return kid
  })
}

/**
 * Reads the signing keys.
 *
 * @throws StartError where the current key was sealed under another `AUTH_SECRET`
 */
export async function loadSigningKeys(db: Db, sealingKey: Uint8Array): Promise<SigningKeys> {
  const rows = await listSigningKeys(db)
  const current = rows.find((row) => row.activated_at !== null && row.retired_at === null)
  if (!current) throw new StartError('The database has no current signing key.')
  const plain = open(sealingKey, current.sealed_private_key, sealContext(current.id))
  if (!plain) {
    throw new StartError('AUTH_SECRET is not the one that this database was set up with.')
  }
  const keys = rows.map((row) => JSON.parse(row.public_jwk) as JsonWebKey & { kid: string })
  return {
    current: {
      kid: current.id,
      private_key: createPrivateKey({ key: plain, format: 'der', type: 'pkcs8' }),
    },
    public_keys: new Map(keys.map((jwk) => [jwk.kid, createPublicKey({ key: jwk, format: 'jwk' })])),
    jwks: { keys },
  }
}
