/**
 * What fonts in the Cork encoding of TeX (T1; Ferguson, TUGboat 11, 1990) paint at the places of the controls 10–1F: quotes, dashes
 * and ligatures. Their bitmaps do not say so, and a reader is given the bare number.
 */
const PAINTED = ['“', '”', '„', '«', '»', '–', '—', '', '', 'i', 'j', 'ff', 'fi', 'fl', 'ffi', 'ffl']
const FIRST = 0x10
const CONTROLS = /[\u0010-\u001f]/g

/** A text with what these controls paint in their place. */
export const replaceControls = (text: string): string =>
  text.replace(CONTROLS, (control) => PAINTED[control.charCodeAt(0) - FIRST] ?? '')
