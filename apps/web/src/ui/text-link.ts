/** How a link within a page looks: as tall as a finger, without pushing its line apart. */
export const textLink = '-my-3 inline-block py-3 font-medium text-link underline-offset-4 hover:underline'
