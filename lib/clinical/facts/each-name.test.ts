import { expect, test } from 'vitest'
import table from '@/lib/clinical/facts/analytes.json'
import { readText } from '@/lib/clinical/read-text'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'

/** What commonly stands around a name and its value. */
const AROUND = {
  zh: [
    'X',
    '查X',
    '今日复查X',
    '入院后急查X，余无特殊',
    '外院查X。',
    '患者X，继续观察',
    '辅助检查：X，心电图正常。',
  ],
  en: [
    'X',
    'Today X.',
    'On admission X.',
    'Labs: X, otherwise normal.',
    'Repeat X this morning.',
    'with a X and no fever.',
  ],
}
/** Of the lungs where they are spoken of, and of anything elsewhere. */
const AMBIGUOUS = new Set(['ratio'])

/** A usual value of an analyte, in the unit in which its limits stand. */
function usualOf({ usual: [low = 0, high = 0], units }: (typeof table.rows)[number]) {
  const middle = (low + high) / 2
  const value = middle > 20 ? Math.round(middle) : Math.round(middle * 10) / 10
  return { value, unit: Object.entries(units).find(([, factor]) => factor === 1)?.[0] ?? '' }
}

test.each(table.rows.map((row) => [row.id, row] as const))('each name of %s is read', (id, row) => {
  const { value, unit } = usualOf(row)
  const unread = row.names.flatMap((name) => {
    if (AMBIGUOUS.has(name)) return []
    const told = /[\u4e00-\u9fff]/.test(name) ? 'zh' : 'en'
    return AROUND[told]
      .map((around) => around.replace('X', `${name}${told === 'zh' ? '' : ' '}${value}${unit}`))
      .filter((text) => {
        const { facts } = readText(text, builtInDictionary())
        return !facts.some((fact) => fact.kind === 'lab' && fact.analyte === id && fact.value === value)
      })
  })
  expect(unread).toEqual([])
})
