import { builtInDictionary } from '@/lib/clinical/terms/dictionary'
import { recogniseTerms } from '@/lib/clinical/terms/recognise-terms'

/** What each letter of the cases stands for. */
const STATUS: Readonly<Record<string, readonly string[]>> = {
  c: ['affirmed'],
  h: ['history'],
  n: ['negated'],
  u: ['rule_out', 'uncertain'],
  y: ['hypothetical'],
  f: ['family'],
  p: ['planned'],
  s: ['stopped'],
}
const MARK = /\{([^|{}]+)\|(\w)\}/g

/** The status that the reader gives the marked names of a sentence, with the letter that each is to have. */
function readCase(written: string): { name: string; letter: string; status: string | undefined }[] {
  const text = written.replace(MARK, '$1')
  const terms = recogniseTerms(text, builtInDictionary())
  let cut = 0
  return [...written.matchAll(MARK)].map(({ 0: mark, 1: name = '', 2: letter = '', index }) => {
    const start = index - cut
    cut += mark.length - name.length
    const [term] = terms.filter((one) => one.start < start + name.length && one.end > start)
    return { name, letter, status: term?.status }
  })
}

/** The marked names of a sentence that the reader does not find, or reads otherwise than marked. */
export const misread = (written: string) =>
  readCase(written).filter(({ letter, status }) => status === undefined || !STATUS[letter]?.includes(status))
