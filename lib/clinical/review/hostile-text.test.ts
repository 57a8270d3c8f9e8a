import { expect, test } from 'vitest'
import { readText } from '@/lib/clinical/read-text'
import { findRedFlags } from '@/lib/clinical/red-flags/find-red-flags'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'
import { findHighRisk } from './high-risk'
import { reviewAnswer } from './live-review'

const dictionary = builtInDictionary()

/** Texts that make a pattern with nested choices run for ever; 100,000 units each. */
const HOSTILE: readonly (readonly [string, string])[] = [
  ['digits', '1'],
  ['blanks', ' '],
  ['one Han character', '指'],
  ['open titles', '《'],
  ['titles', '《指南'],
  ['words before a guideline', 'guideline '],
  ['letters', 'a'],
  ['words', 'ab '],
  ['drugs without an end', '阿司匹林'],
  ['doses', '阿司匹林 100 mg '],
  ['hedges', '可能'],
  ['sentences', '可能。'],
  ['steps', '1. 胸痛\n'],
  ['half a citation', 'PMID: doi:10.'],
  ['authors', 'Smith AB et al '],
  ['levels', '证据等级'],
  ['codes', 'I21.9 BA41 '],
  ['values', '血钾5.8'],
  ['dashes', '120-80-'],
  ['complaints', '胸痛，ST段抬高，'],
  ['denials', '无'],
]
const LENGTH = 100_000
/** Where a pattern runs for ever, not a bound on a busy machine. */
const END_MS = Number(process.env['TEST_PATIENCE_MS'] ?? 600_000)

test.each(HOSTILE)(
  '%s come through in time',
  (_, piece) => {
    const text = piece.repeat(Math.ceil(LENGTH / piece.length)).slice(0, LENGTH)
    const sections = { recommendation: text }
    expect(
      reviewAnswer({ question: text, thought: text, sections, locale: 'zh-CN', dictionary }),
    ).toBeInstanceOf(Array)
    expect(findRedFlags(readText(text, dictionary))).toBeInstanceOf(Array)
    expect(findHighRisk(text, dictionary)).toBeInstanceOf(Array)
  },
  END_MS,
)
