import { expect, test } from 'vitest'
import { chooseHits } from '@/lib/library/index/choose-hits'

const editions = Int32Array.from([1, 1, 1, 2, 3])
const ranked = (...scores: number[]) =>
  scores
    .map((score, place) => ({ place, score, share: 1 }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
const places = (scores: number[], limit: number, allowed: (edition: number) => boolean = () => true) =>
  chooseHits(ranked(...scores), { editions, limit, allowed }).map(({ place }) => place)

test('another edition that answers about as well goes before a second passage of the same', () => {
  expect(places([10, 9.9, 9.8, 9.5, 1], 3)).toEqual([0, 3, 1])
})

test('a second passage goes before an edition that hardly answers', () => {
  expect(places([10, 9.9, 0, 0, 1], 3)).toEqual([0, 1, 4])
})

test('what is not allowed is passed over, and no more than the limit is chosen', () => {
  expect(places([10, 9, 8, 7, 6], 2, (edition) => edition !== 1)).toEqual([3, 4])
  expect(places([10, 9, 8, 7, 6], 9, () => false)).toEqual([])
})
