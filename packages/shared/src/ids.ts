import { z } from 'zod'

const uuidV7 = z.uuidv7({ error: 'Must be a UUIDv7.' })

/** A user's id (UUIDv7). */
export const UserId = uuidV7.brand<'UserId'>()
export type UserId = z.infer<typeof UserId>

/** A session's id (UUIDv7): the `sid` of its access tokens. */
export const SessionId = uuidV7.brand<'SessionId'>()
export type SessionId = z.infer<typeof SessionId>

/** A picture's id: UUIDv4, so that nobody can guess the address of another one. */
export const AvatarId = z.uuidv4({ error: 'Must be a UUIDv4.' }).brand<'AvatarId'>()
export type AvatarId = z.infer<typeof AvatarId>

/** An API key's id (UUIDv7). */
export const ApiKeyId = uuidV7.brand<'ApiKeyId'>()
export type ApiKeyId = z.infer<typeof ApiKeyId>

/** An event's id (UUIDv7, so that ids sort by time). */
export const EventId = uuidV7.brand<'EventId'>()
export type EventId = z.infer<typeof EventId>
