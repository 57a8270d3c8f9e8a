import type { Dictionary } from '@/lib/clinical/terms/dictionary'
import type { Place } from '@/lib/privacy/contract'
import { findIdentifiers } from '@/lib/privacy/find-identifiers'

interface Passage {
  page: number | null
  heading: string
  text: string
}

interface Places {
  patient: Place[]
  listed: Place[]
}

/** Places of a kind that are told; a document that names more is not read more closely for it. */
const PLACES_MAX = 500

export function findPlaces(passages: readonly Passage[], dictionary: Dictionary): Places {
  const places: Places = { patient: [], listed: [] }
  for (const { page, heading, text } of passages) {
    for (const { kind, surface } of findIdentifiers(text, { dictionary, locale: 'zh-CN' })) {
      if (places.listed.length < PLACES_MAX) places.listed.push({ page, heading, kind, text: surface })
    }
  }
  return places
}
