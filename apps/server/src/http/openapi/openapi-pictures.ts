type Json = Record<string, unknown>

/** The body of an operation that takes one file. */
export const fileBody: Json = {
  required: true,
  content: {
    'multipart/form-data': {
      schema: {
        type: 'object',
        required: ['file'],
        additionalProperties: false,
        properties: {
          file: {
            type: 'string',
            contentMediaType: 'application/octet-stream',
            description:
              'PNG, JPEG, WebP, GIF (its first frame) or AVIF, by content: 5 MiB and 50 megapixels at most.',
          },
        },
      },
      encoding: { file: { contentType: 'image/png, image/jpeg, image/webp, image/gif, image/avif' } },
    },
  },
}

/** `GET /avatars/{file}`, which is a route and no procedure. */
export const pictureOperation = (refusals: Json): Json => ({
  operationId: 'avatars_file',
  tags: ['avatars'],
  summary: "Show a user's picture",
  description:
    'Open to anyone who knows the address, which is new with each upload. 512 × 512, without metadata.',
  security: [{}],
  parameters: [
    {
      name: 'file',
      in: 'path',
      required: true,
      schema: { type: 'string', examples: ['0b8f6a0e-7d3c-4f5e-9a51-62b3c4d5e6f7.webp'] },
    },
    { name: 'If-None-Match', in: 'header', schema: { type: 'string' } },
  ],
  responses: {
    200: {
      description: 'OK',
      headers: {
        ETag: { schema: { type: 'string' } },
        'Cache-Control': { description: '`public, max-age=31536000, immutable`', schema: { type: 'string' } },
      },
      content: { 'image/webp': { schema: { type: 'string', contentMediaType: 'image/webp' } } },
    },
    304: { description: 'Not Modified' },
    ...refusals,
  },
})
