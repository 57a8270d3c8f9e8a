/** Characters that are not written text: controls, invisible formats, half surrogates, line and paragraph ends. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu
const UNSEEN_RUN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\s]+/gu
/** What `isPlainText` holds for, as a pattern that a schema can show. */
export const PLAIN_TEXT = /^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]*$/u

/** Longest name of a person that is kept, in characters. */
const LONGEST_NAME = 64

/** Whether a text has nothing in it that cannot be seen on a page, such as a line break. */
export const isPlainText = (text: string): boolean => PLAIN_TEXT.test(text)

/** The text with U+FFFD in the place of each character that cannot be seen on a page. */
export const replaceUnseen = (text: string): string => text.replace(UNSEEN, '\ufffd')

/**
 * A name that came from somewhere else, on one line and of at most 64 characters: each run of unseen characters becomes one
 * space, and what is too long ends in an ellipsis. Empty when nothing of it can be seen.
 */
export function cleanName(name: string): string {
  const characters = Array.from(name.replace(UNSEEN_RUN, ' ').trim())
  if (characters.length <= LONGEST_NAME) return characters.join('')
  return `${characters.slice(0, LONGEST_NAME - 1).join('')}…`
}
