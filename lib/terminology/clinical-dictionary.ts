import 'server-only'
import { builtInDictionary, type Dictionary } from '@/lib/clinical/terms/dictionary'
import { processSingleton } from '@/lib/shared/process-singleton'

interface Loaded {
  dictionary: Dictionary | null
}

const loaded = (): Loaded => processSingleton('clinical-dictionary', () => ({ dictionary: null }))

/** The dictionary in force: that of the portal, with the hospital's imported tables when there are any. */
export function clinicalDictionary(): Dictionary {
  return loaded().dictionary ?? builtInDictionary()
}

/** Puts a dictionary in force for the whole process. */
export function setClinicalDictionary(dictionary: Dictionary): void {
  loaded().dictionary = dictionary
}
