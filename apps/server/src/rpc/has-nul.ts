import { Upload } from '../uploads/upload.ts'

/** Whether a NUL is anywhere in a JSON value, in a text or in a field's name: Postgres cannot keep one. A file may hold any. */
export function hasNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0')
  if (Array.isArray(value)) return value.some(hasNul)
  if (typeof value !== 'object' || value === null || value instanceof Upload) return false
  return Object.entries(value).some(([name, inner]) => name.includes('\0') || hasNul(inner))
}
