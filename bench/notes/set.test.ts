import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { placesOf } from './places'
import { readSet } from './read-set'

const notes = readSet(path.resolve(import.meta.dirname, '../sets/dev'))

describe('the set of notes', () => {
  it('has at least 300 notes in two languages, each id once', () => {
    expect(notes.length).toBeGreaterThanOrEqual(300)
    expect(new Set(notes.map(({ id }) => id)).size).toBe(notes.length)
    const zh = notes.filter(({ lang }) => lang === 'zh').length
    expect(Math.abs(zh / notes.length - 0.5)).toBeLessThan(0.1)
  })

  it.each(notes.map((note) => [note.id, note] as const))(
    '%s marks only what stands in its text',
    (_, note) => {
      const { concepts, drugs, allergies, values } = note.gold
      const astray = concepts.filter(({ surface, start }) => !note.text.startsWith(surface, start))
      expect(astray).toEqual([])
      const named = [
        ...drugs.map(({ name }) => name),
        ...allergies.flatMap(({ substance }) => substance ?? []),
      ]
      expect(named.filter((name) => placesOf(note.text, name).length === 0)).toEqual([])
      const units = values.flatMap(({ unit }) => unit ?? [])
      expect(units.filter((unit) => !note.text.includes(unit))).toEqual([])
    },
  )
})
