import { describe, expect, test } from 'vitest'
import { foundIn } from '@/lib/testing/find-identifiers'

describe('names in what is said, sent and phoned', () => {
  test.each([
    ['"Leo, can you see him?"', ['name:Leo']],
    ['Amara from pharmacy called.', ['name:Amara']],
    ['Subscriber: Oduya.', ['name:Oduya']],
    ['Pronounced by Achterberg at 0410.', ['name:Achterberg']],
    ['0900 Okafor, 0920 Marsh, 0940 Small.', ['name:Okafor', 'name:Marsh', 'name:Small']],
    ['Drain out, eating. -MJ', ['name:MJ']],
    ['Label reads Ferreira-Lopes, Marta; allergy band on.', ['name:Ferreira-Lopes, Marta']],
    ['Follow-up with Marsh in two weeks', ['name:Marsh']],
    ['Seen by John Smith (F1)', ['name:John Smith']],
    ['d/w Sarah Moore, ST4', ['name:Sarah Moore']],
  ])('finds %s', (text, expected) => {
    expect(foundIn(text)).toEqual(expected)
  })

  test.each([
    'However, please repeat the potassium.',
    'Advice from microbiology: continue ceftriaxone.',
    '0800 Breakfast, 1200 Lunch, 1800 Supper',
    'Follow-up with cardiology in two weeks',
    'POD 2, drain out',
    'WBC 120-450',
  ])('nothing in: %s', (text) => {
    expect(foundIn(text)).toEqual([])
  })
})
