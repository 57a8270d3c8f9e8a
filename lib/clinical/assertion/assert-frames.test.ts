import { describe, expect, test } from 'vitest'
import cases from '@/lib/clinical/assertion/frames.cases.json'
import { misread } from '@/lib/testing/status-cases'

describe.each(Object.entries(cases))('%s', (_, lines) => {
  test.each(lines)('%s', (written) => {
    expect(misread(written)).toEqual([])
  })
})
