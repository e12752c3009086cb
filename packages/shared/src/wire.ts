import { z } from 'zod'

/** A moment on the wire: RFC 3339, UTC, milliseconds (`2026-03-12T10:00:00.000Z`). */
export const Timestamp = z.iso.datetime({ precision: 3 }).meta({ examples: ['2026-03-12T10:00:00.000Z'] })

/** The input of a path that takes none: nothing, or `{}`. */
export const Nothing = z.strictObject({}).optional()
