import { describe, expect, test } from 'vitest'
import type { AssertedPlace } from '@/lib/clinical/assertion/assertion'
import { assertStatuses } from '@/lib/clinical/assertion/assert-places'
import cases from '@/lib/clinical/assertion/english-statuses.cases.json'
import { foldText } from '@/lib/clinical/text/fold-text'

const KINDS: Readonly<Record<string, NonNullable<AssertedPlace['kind']>>> = {
  ...{ d: 'diagnosis', s: 'symptom', f: 'finding', p: 'procedure', t: 'test', m: 'drug' },
}

/** The text of a case and its places: each stands in braces, behind the letter of its kind. */
function readCase(written: string): { text: string; places: AssertedPlace[] } {
  const places: AssertedPlace[] = []
  let text = ''
  for (const part of foldText(written).text.split(/(?=\{)|(?<=\})/)) {
    const marked = /^\{([dsfptm])(.+)\}$/s.exec(part)
    if (!marked) text += part
    else {
      const [, kind = '', name = ''] = marked
      places.push({ from: text.length, to: text.length + name.length, kind: KINDS[kind] ?? 'finding' })
      text += name
    }
  }
  return { text, places }
}

describe.each(Object.entries(cases))('English notes: %s', (_, lines) => {
  test.each(lines as [string, string][])('%s', (written, statuses) => {
    const { text, places } = readCase(written)
    expect(assertStatuses(text, places).join(' ')).toBe(statuses)
  })
})
