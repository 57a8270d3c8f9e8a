import sentences from '@/lib/medication/import/problems.json'
import { replaceUnseen } from '@/lib/shared/plain-text'

export type ProblemCode = keyof typeof sentences

/** What is wrong with a cell: the words it holds, and what helps to mend it. */
export interface CellProblem {
  problem: ProblemCode
  value?: string
  hint?: string
}

/** What is wrong with a file, a row or a cell, where it stands. */
export interface TableProblem extends CellProblem {
  file: string
  line?: number
  column?: string
}

const SHOWN_MAX = 60
const shown = (text: string): string => {
  const characters = Array.from(replaceUnseen(text))
  return characters.length <= SHOWN_MAX ? text : `${characters.slice(0, SHOWN_MAX).join('')}…`
}

/** The problem as a sentence in Chinese and in English, with file, line and column in front. */
export function tellProblem({ file, line, column, problem, value = '', hint = '' }: TableProblem): {
  zh: string
  en: string
} {
  const [zh = '', en = ''] = sentences[problem]
  const filled = (sentence: string) =>
    sentence.replace('{value}', () => shown(value)).replace('{hint}', () => replaceUnseen(hint))
  const name = shown(file)
  return {
    zh: `${[name, line === undefined ? [] : `第 ${line} 行`, column ?? []].flat().join(' ')}：${filled(zh)}`,
    en: `${[name, line === undefined ? [] : `line ${line}`, column ?? []].flat().join(' ')}: ${filled(en)}`,
  }
}
