import { describe, expect, test } from 'vitest'
import cases from '@/lib/clinical/assertion/frames.cases.json'
import plain from '@/lib/clinical/assertion/plain-frames.cases.json'
import { misread } from '@/lib/testing/status-cases'

describe.each([...Object.entries(cases), ...Object.entries(plain)])('%s', (_, lines) => {
  test.each(lines)('%s', (written) => {
    expect(misread(written)).toEqual([])
  })
})
