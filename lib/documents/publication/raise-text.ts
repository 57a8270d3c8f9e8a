const PLAIN = '0123456789+-−=()abcdefghijklmnoprstuvwxyz'
const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ'
const FORMS = new Map(Array.from(PLAIN, (character, i) => [character, RAISED[i] ?? character]))
/** Powers, charges and marks of notes; longer texts are words that happen to stand high. */
const MARK = /^[\d+\-−=() ,;–*†‡§¶]{1,24}$|^[a-z](?:,[a-z]){0,3}$/

/** Superscript as characters, so that 10 with a raised 9 does not become 109; words and ordinals stay as they are. */
export function raiseText(text: string): string {
  return MARK.test(text.trim())
    ? Array.from(text, (character) => FORMS.get(character) ?? character).join('')
    : text
}
