import { withoutHidden } from '@/lib/shared/hidden-characters'
import supplement from '@/lib/documents/publication/radicals.json'

/** Radicals, compatibility ideographs, ligatures and vertical stops that fonts put in the place of characters. */
const STANDING_IN =
  /[\u2010\u2011\u2215\u22ef\u2e80-\u2fdf\u301c\u3b35\uf900-\ufaff\ufb00-\ufb06\ufe10-\ufe19\ufe30-\ufe44]/g
/** From a character of ASCII to its wide form. */
const WIDE = 0xfee0
const RADICALS = new Map(Object.entries({ ...supplement.radicals, ...supplement.shared }))

/** A text with the characters that its radicals and ligatures stand for: ⻛ is 风, ﬁ is fi. */
export function replaceStandIns(text: string): string {
  return text.replace(STANDING_IN, (character) => {
    const standard = RADICALS.get(character) ?? character.normalize('NFKC')
    const vertical = character >= '\ufe10' && /^[!-~]$/.test(standard)
    return vertical ? String.fromCharCode(standard.charCodeAt(0) + WIDE) : standard
  })
}

/**
 * A text on one line as it is kept: without controls, turned or invisible characters (Unicode 17.0, chapter 23), each run of
 * blanks one blank, radicals and ligatures as the characters they stand for.
 */
export function cleanText(text: string): string {
  return replaceStandIns(withoutHidden(text.toWellFormed().replace(/\s+/g, ' ')))
    .replace(/ {2,}/g, ' ')
    .trim()
}
