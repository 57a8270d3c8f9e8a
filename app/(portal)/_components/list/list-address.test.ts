import { describe, expect, it } from 'vitest'
import { IDS, readPlace, startOf, UNSORTED, writePlace, type ListShape } from './list-address'

const SHAPE: ListShape<'role' | 'departmentId'> = {
  sorts: ['username', 'lastSignInAt'],
  first: { sort: 'username', order: 'asc' },
  filters: { role: { allowed: ['doctor', 'auditor'] }, departmentId: { allowed: IDS } },
}
const FIRST = { page: 1, sort: 'username', order: 'asc', role: '', departmentId: '' }
const read = (address: string) => readPlace(SHAPE, new URLSearchParams(address))

describe('the place of a list in the address', () => {
  it.each([
    ['', {}],
    ['page=3', { page: 3 }],
    ['sort=lastSignInAt&order=desc', { sort: 'lastSignInAt', order: 'desc' }],
    ['role=auditor&departmentId=cmb2x', { role: 'auditor', departmentId: 'cmb2x' }],
  ])('reads %j', (address, moved) => {
    expect(read(address)).toEqual({ ...FIRST, ...moved })
  })

  it.each([
    'page=0',
    'page=-1',
    'page=1e9',
    'page=9999999',
    'page=',
    'sort=passwordHash',
    'order=up',
    'role=root',
    'departmentId=床12 张某某',
    `departmentId=${'a'.repeat(65)}`,
  ])('begins anew where %j is no choice', (address) => {
    expect(read(address)).toEqual(FIRST)
  })

  it('writes only what differs from the beginning, and leaves the rest of the address', () => {
    const place = { ...startOf(SHAPE), page: 2, role: 'doctor' }
    expect(writePlace(SHAPE, '?tab=people&role=auditor&order=desc', place)).toBe(
      'tab=people&role=doctor&page=2',
    )
    expect(writePlace(SHAPE, '?tab=people&page=4', startOf(SHAPE))).toBe('tab=people')
  })

  it('reads what it wrote', () => {
    const place = {
      ...startOf(SHAPE),
      page: 7,
      sort: 'lastSignInAt',
      order: 'desc' as const,
      role: 'auditor',
    }
    expect(read(writePlace(SHAPE, '', place))).toEqual(place)
  })

  it('keeps the lists of one page apart by name', () => {
    const other = { ...SHAPE, name: 'departments' }
    const query = writePlace(other, writePlace(SHAPE, '', { ...startOf(SHAPE), page: 2 }), {
      ...startOf(SHAPE),
      page: 5,
    })
    expect(query).toBe('page=2&departments.page=5')
    expect(readPlace(other, new URLSearchParams(query)).page).toBe(5)
  })

  it('writes that a filter which begins with a choice was taken off', () => {
    const shape: ListShape<'language'> = {
      ...UNSORTED,
      filters: { language: { allowed: ['zh-CN', 'en', ''], first: 'zh-CN' } },
    }
    const query = writePlace(shape, '', { ...startOf(shape), language: '' })
    expect(query).toBe('language=')
    expect(readPlace(shape, new URLSearchParams(query)).language).toBe('')
  })
})
