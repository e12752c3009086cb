/** A phone, and a wide window. */
export const widths = [360, 1280] as const

/** The ways a page is looked at. */
export const looks = (['light', 'dark'] as const).flatMap((colorScheme) =>
  widths.map((width) => ({ colorScheme, width, name: `${colorScheme}-${width}` })),
)
