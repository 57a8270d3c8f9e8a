import { expect, test } from 'vitest'
import { recogniseTerms } from '@/lib/clinical/terms/recognise-terms'
import { clinicalDictionary } from '@/lib/terminology/clinical-dictionary'
import { termNotes } from './term-notes'

/** The names and codes that stand behind the words of a text, as `surface[+name][:code]`. */
function notesOf(text: string): string[] {
  const terms = recogniseTerms(text, clinicalDictionary())
  return termNotes(text, terms, { names: new Set(), codes: new Set() }).flatMap(({ expand, code }, i) =>
    expand || code ? [`${terms[i]?.surface ?? ''}${expand ? '+name' : ''}${code ? `:${code}` : ''}`] : [],
  )
}

test.each<[string, string, string[]]>([
  ['a whole diagnosis', '考虑急性心肌梗死。', ['急性心肌梗死:I21.9']],
  ['its first use only', '肺炎。肺炎', ['肺炎:J18.9']],
  ['an abbreviation', 'COPD加重', ['COPD+name:J44.9']],
  ['a longer name that is in no table', '急性下壁 ST 段抬高型心肌梗死（STEMI）。', []],
  ['a longer name in bold', '急性下壁 ST 段抬高型**心肌梗死**（STEMI）。', []],
  ['a longer name behind', '肺炎链球菌性脑膜炎', []],
  ['the next use where the first was no whole one', '术后肺炎。考虑肺炎。', ['肺炎:J18.9']],
  ['a past', '有卒中史者禁用；卒中病史', []],
  ['a past before the name', '既往卒中', []],
  ['what is brought about', '硝酸酯导致低血压，引起严重低血压', []],
  ['one bracket for abbreviation and code', '慢性阻塞性肺疾病（COPD）急性加重', ['COPD:J44.9']],
  ['the same the other way round', 'COPD（慢性阻塞性肺疾病）', ['慢性阻塞性肺疾病:J44.9']],
  ['no bracket within a bracket', '少见病因（如肺炎、COPD）', []],
  ['no second bracket', '肺炎（社区获得）', []],
  ['a code that stands already', '肺炎（J18.9），肺炎', []],
])('zh: %s', (_, text, expected) => {
  expect(notesOf(text)).toEqual(expected)
})

test.each<[string, string, string[]]>([
  ['a whole diagnosis', 'Consider pneumonia.', ['pneumonia:J18.9']],
  ['an abbreviation', 'COPD is likely', ['COPD+name:J44.9']],
  ['a longer name', 'Acute inferior ST-elevation myocardial infarction (STEMI) is likely', []],
  ['a longer name by its organism', 'pneumococcal pneumonia', []],
  ['a longer name behind', 'stroke risk and stroke-related death', []],
  ['a past', 'history of stroke, prior ischaemic stroke, stroke history', []],
  ['what is brought about', 'nitrates cause hypotension, leading to hypotension', []],
  ['one bracket', 'heart failure (HF) with congestion', ['HF:I50.9']],
  ['no bracket within a bracket', 'rarer causes (pneumonia, COPD)', []],
])('en: %s', (_, text, expected) => {
  expect(notesOf(text)).toEqual(expected)
})
