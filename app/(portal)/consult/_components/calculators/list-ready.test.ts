import { expect, test } from 'vitest'
import { readText } from '@/lib/clinical/read-text'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'
import { readyCalculators } from './list-ready'

const ready = (text: string) => readyCalculators(readText(text, builtInDictionary())).map(({ id }) => id)

test('a calculator is ready when the text gives every input, and not before', () => {
  expect(ready('65岁男性，体重70kg，肌酐120μmol/L')).toContain('cockcroft-gault')
  expect(ready('65岁男性，体重70kg')).not.toContain('cockcroft-gault')
  expect(ready('胸痛')).toEqual([])
})
