import { expect, test } from 'vitest'
import { fileKind } from './read-picture.ts'

const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))

test.each([
  ['png', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR'],
  ['jpeg', '\xff\xd8\xff\xe0'],
  ['gif', 'GIF89a'],
  ['webp', 'RIFF\x10\0\0\0WEBPVP8 '],
  ['avif', '\0\0\0\x1cftypavif\0\0\0\0mif1avif'],
  ['avif', '\0\0\0\x1cftypmif1\0\0\0\0mif1avif'],
  ['heic', '\0\0\0\x18ftypheic\0\0\0\0mif1'],
  ['heic', '\0\0\0\x18ftypmif1\0\0\0\0heic'],
  ['svg', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
  ['svg', '\xef\xbb\xbf<?xml version="1.0"?>\n<!-- a <b> --><svg>'],
])('%s is known by %j', (kind, head) => {
  expect(fileKind(bytes(head))).toBe(kind)
})

test.each([
  '',
  'RIFF\x10\0\0\0WAVEfmt ',
  '\0\0\0\x18ftypisom\0\0\0\0mp42',
  '%PDF-1.7',
  '<html><svg>',
  '\x89PNG\n',
])('%j is none of these', (head) => {
  expect(fileKind(bytes(head))).toBeNull()
})
