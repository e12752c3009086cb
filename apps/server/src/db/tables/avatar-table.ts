import type { AvatarId, UserId } from '@runsite/shared/ids'

/** A picture as it is served: 512 × 512 WebP. A user has one at most; each upload has a new id. */
export type AvatarTable = {
  id: AvatarId
  user_id: UserId
  webp: Buffer
  created_at: Date
}
