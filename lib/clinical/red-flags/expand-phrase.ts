import table from '@/lib/clinical/red-flags/phrase-classes.json'
import { formsOf, partsOf, writtenOut, type PhraseParts } from '@/lib/clinical/text/phrase-forms'

const ALIKE = table.alike.map((forms) => {
  const longestFirst = forms.toSorted((a, b) => b.length - a.length)
  return { forms, word: new RegExp(`(?<![a-z'])(?:${longestFirst.join('|')})(?![a-z'])`) }
})
const WITHOUT = new RegExp(`^(?:${table.without.join('|')})(?=[\\u4e00-\\u9fff]{2})`)
const POTENTIAL = new RegExp(`^([\\u4e00-\\u9fff])不([${table.complements}])([\\u4e00-\\u9fff]{0,2})$`)
const NO_NOUN = /(?:y|x|z|ch|sh|ing|ed|ic|al|ous|ive|ly)$/
const UNROUSED = /^([\u4e00-\u9fff]{1,2})不([醒应])$/

const alikeOf = (phrases: readonly string[]): string[] =>
  ALIKE.reduce<string[]>(
    (all, { forms, word }) =>
      all.flatMap((phrase) =>
        word.test(phrase) ? forms.map((form) => phrase.replace(word, form)) : [phrase],
      ),
    [...phrases],
  )

const spellings = (phrases: readonly string[]): string[] =>
  table.spelt.reduce<string[]>(
    (all, [british = '', other = '']) =>
      all.flatMap((one) =>
        /[a-z]/.test(one) && one.includes(british) ? [one, one.replaceAll(british, other)] : [one],
      ),
    [...phrases],
  )

/** 没反应 is 没有反应 and 毫无反应; 咽不下 is 没法咽; 叫不醒 is 叫也不醒. */
function grammatical(phrase: string): string[] {
  if (WITHOUT.test(phrase)) return table.without.map((form) => phrase.replace(WITHOUT, form))
  const unroused = UNROUSED.exec(phrase)
  if (unroused) {
    const [, verb, end] = unroused
    return [phrase, ...['都', '也', '了', '着', '了也', '着也'].map((between) => `${verb}${between}不${end}`)]
  }
  const potential = POTENTIAL.exec(phrase)
  if (!potential) return [phrase]
  const [, verb = '', end, object] = potential
  const more = ['都', '也'].map((between) => `${verb}${between}${verb}不${end}${object}`)
  return [phrase, ...more, ...table.cannot.map((cannot) => `${cannot}${verb}${object}`)]
}

/** A peanut and peanuts. */
const NOUN = /^[a-z]{2,}(?:[a-rt-wyz]|[^aeious]e)$/
const plurals = (phrases: readonly string[]): string[] =>
  phrases.flatMap((one) => (NOUN.test(one) && !NO_NOUN.test(one) ? [one, `${one}s`] : [one]))

/** Every form of a phrase of the tables: its alternatives in brackets, with the forms that grammar and spelling make alike. */
export function expandPhrase(phrase: string): string[] {
  const forms = writtenOut(phrase).flatMap(grammatical)
  return /[a-z]/.test(phrase) ? [...new Set(plurals(spellings(alikeOf(forms))))] : forms
}

/** A phrase of more forms is not written out: three brackets of five words each are. */
const FORMS_MAX = 24

/** The parts of a phrase that has too many forms to be written out, with what spelling makes alike in each; null for any other. */
export function manyForms(phrase: string): PhraseParts | null {
  if (!phrase.includes('(')) return null
  const parts = partsOf(phrase)
  return formsOf(parts) > FORMS_MAX ? parts.map((part) => [...new Set(spellings(alikeOf(part)))]) : null
}
