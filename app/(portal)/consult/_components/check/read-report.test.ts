import { expect, test } from 'vitest'
import { readReport } from './read-report'

const file = (bytes: BlobPart, name = 'report.txt', type = '') => new File([bytes], name, { type })

test('a report is read in UTF-8 and in the encoding of Chinese Windows, with plain line ends', async () => {
  expect(await readReport(file('肌酐 120 μmol/L\r\n血钾 6.3'))).toBe('肌酐 120 μmol/L\n血钾 6.3')
  // 肌酐 in GB18030.
  expect(await readReport(file(new Uint8Array([0xbc, 0xa1, 0xf4, 0xfb])))).toBe('肌酐')
})

test('what is no text, or too long, is not taken', async () => {
  expect(await readReport(file('%PDF', 'report.pdf', 'application/pdf'))).toBeNull()
  expect(await readReport(file('a\0b'))).toBeNull()
  expect(await readReport(file('长'.repeat(120_001)))).toBeNull()
})
