/** The ways a page is looked at. */
export const looks = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [360, 1280].map((width) => ({ colorScheme, width, name: `${colorScheme}-${width}` })),
)
