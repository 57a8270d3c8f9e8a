import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { countRows, recalledRows } from '@/lib/clinical/medication/recalled-rows'

const README = readFileSync(path.resolve(import.meta.dirname, '../../../README.md'), 'utf8')

it('the README counts the rows as the tables hold them', () => {
  const { opened, recalled } = countRows()
  expect(README).toContain(`${opened} 行已打开来源，${recalled} 行来源待核对`)
  expect(README).toContain(`${opened} rows opened at their source, ${recalled} recalled`)
})

it('the export holds every recalled row once, with its source and room for the pharmacist', () => {
  const rows = recalledRows()
  expect(rows).toHaveLength(countRows().recalled)
  expect(new Set(rows.map(({ table, id }) => `${table} ${id}`)).size).toBe(rows.length)
  for (const { source, year, confirmed } of rows) {
    expect(source).not.toBe('')
    expect(year).toMatch(/^\d{4}$/)
    expect(confirmed).toBe('')
  }
})
