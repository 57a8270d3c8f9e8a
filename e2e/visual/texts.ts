import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Locale } from '@/lib/shared/locale'
import type { MESSAGES } from '@/messages/catalogue'
import { ROOT } from '../places'

/** All interface texts of one language. */
export type Texts = (typeof MESSAGES)[Locale]

const camelCase = (name: string) => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())

/** The interface texts of a language, read as files: what runs the browser tests imports no JSON. */
export function textsOf(locale: Locale): Texts {
  const folder = path.join(ROOT, 'messages', locale)
  const files = readdirSync(folder).map((name): [string, unknown] => [
    camelCase(path.basename(name, '.json')),
    JSON.parse(readFileSync(path.join(folder, name), 'utf8')),
  ])
  return Object.fromEntries(files) as Texts
}
