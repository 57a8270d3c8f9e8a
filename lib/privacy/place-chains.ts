import { phraseTrie } from '@/lib/clinical/text/phrase-trie'
import names from '@/lib/privacy/place-names.json'

/** Names of places of China. */
export const PLACES = phraseTrie(
  [...names.places.split(' '), ...names.prefectures.split(' ')].map((name) => [name, true] as const),
)

/** How far place names follow each other from a place. */
export function chainOfPlaces(text: string, from: number): number {
  let to = from
  for (let parts = 0; parts < 6; parts += 1) {
    const place = PLACES.at(text, to)[0]
    if (!place) break
    to = place.to
  }
  return to
}
