import { withoutHidden } from '@/lib/shared/hidden-characters'

/** Radicals, compatibility ideographs and ligatures that fonts put in the place of characters. */
const STANDING_IN = /[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06]/g

/**
 * A text on one line as it is kept: without controls, turned or invisible characters (Unicode 17.0, chapter 23), each run of
 * blanks one blank, radicals and ligatures as the characters they stand for.
 */
export function cleanText(text: string): string {
  return withoutHidden(text.toWellFormed().replace(/\s+/g, ' '))
    .replace(STANDING_IN, (character) => character.normalize('NFKC'))
    .replace(/ {2,}/g, ' ')
    .trim()
}
