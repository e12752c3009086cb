import type { ApiKeyId } from '@runsite/shared/ids'

/** Where a request comes from, as the record of an account keeps it. */
export type Client = {
  ip: string | null
  user_agent: string | null
  /** The request, as the log has it. */
  request_id?: string
  /** The key that calls, where a program does. */
  api_key_id?: ApiKeyId
}
