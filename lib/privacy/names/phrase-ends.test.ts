import { describe, expect, it } from 'vitest'
import { PhraseEnds } from '@/lib/privacy/names/phrase-ends'

const ends = new PhraseEnds(['seen by', 'kind regards,?', 'S/B', 'pt:'])

describe('PhraseEnds', () => {
  it.each(['seen by', 'was seen by', 'kind regards', 'kind regards,', 's/b', '今seen by', 'pt:'])(
    'finds the phrase at the end of %s',
    (text) => expect(ends.before(text)).toBe(true),
  )

  it.each(['unseen by', 'seen by ', 'seen', '', 'regards,', 'apt:'])('finds none at the end of %s', (text) =>
    expect(ends.before(text)).toBe(false),
  )

  it('looks no further than it is told', () => expect(ends.before('seen by dr', 7)).toBe(true))
})
