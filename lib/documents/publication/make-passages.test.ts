import { expect, test } from 'vitest'
import type { Block } from '@/lib/documents/publication/block'
import { makePassages } from '@/lib/documents/publication/make-passages'
import { measureText } from '@/lib/clinical/text/measure-text'

const said = (text: string, page: number | null = null): Block => ({ kind: 'paragraph', text, page })
const headed = (level: number, text: string, page: number | null = null): Block => ({
  ...{ kind: 'heading', level, text, page },
})
const SENTENCE = '对于肾功能不全的患者应当根据肌酐清除率调整剂量并定期复查。'

test('paragraphs of one section are joined until they are long enough, with the path of headings', () => {
  const passages = makePassages([
    headed(1, '第一章 抗凝'),
    headed(2, '一、剂量'),
    ...Array.from({ length: 12 }, () => said(SENTENCE)),
    headed(2, '二、监测'),
    said('每三个月复查一次。'),
  ])
  expect(passages.map(({ heading }) => heading)).toEqual([
    '第一章 抗凝 › 一、剂量',
    '第一章 抗凝 › 一、剂量',
    '第一章 抗凝 › 二、监测',
  ])
  expect(measureText(passages[0]?.text ?? '')).toBeGreaterThanOrEqual(200)
})

test('a long paragraph is cut between sentences into passages of one length', () => {
  const passages = makePassages([said(SENTENCE.repeat(40))])
  const sizes = passages.map(({ text }) => measureText(text))
  expect(passages.map(({ text }) => text).join('')).toBe(SENTENCE.repeat(40))
  for (const { text } of passages) expect(text.endsWith('。')).toBe(true)
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(200)
  expect(Math.max(...sizes)).toBeLessThanOrEqual(450)
})

test('English is cut at sentences, not at abbreviations or decimals', () => {
  const sentence = 'In patients with e.g. CKD stage 3b (cf. Fig. 2) give 2.5 mg b.i.d. with food. '
  const passages = makePassages([said(sentence.repeat(30))])
  expect(passages.length).toBeGreaterThan(1)
  for (const { text } of passages) {
    expect(text.startsWith('In patients')).toBe(true)
    expect(text.endsWith('with food.')).toBe(true)
  }
})

test('a passage ends with its page, and a paragraph that crosses pages stays whole', () => {
  const passages = makePassages([said('甲。', 1), said('乙。', 2), said('丙。', 2)])
  expect(passages).toEqual([
    { heading: '', page: 1, text: '甲。' },
    { heading: '', page: 2, text: '乙。\n丙。' },
  ])
})

test('a table is one passage with its caption; a long one repeats caption and head', () => {
  const rows = [
    ['药物', '剂量'],
    ...Array.from({ length: 200 }, (_, i) => [`药物${i}`, `每次${i} mg，每日两次`]),
  ]
  const passages = makePassages([said('前文。'), said('表 1 剂量'), { kind: 'table', rows, page: null }])
  expect(passages[0]?.text).toBe('前文。')
  expect(passages.length).toBeGreaterThan(2)
  for (const { text } of passages.slice(1)) expect(text.startsWith('表 1 剂量\n药物 | 剂量\n药物')).toBe(true)
  expect(passages.slice(1).flatMap(({ text }) => text.split('\n').slice(2))).toHaveLength(200)
})

test('a heading with nothing below it is kept', () => {
  expect(makePassages([headed(1, '推荐'), headed(2, '推荐意见一'), headed(2, '推荐意见二')])).toEqual([
    { heading: '推荐', page: null, text: '推荐意见一' },
    { heading: '推荐', page: null, text: '推荐意见二' },
  ])
})

test('a text without a blank or a stop is cut where a passage is full, between characters', () => {
  const passages = makePassages([said('😀'.repeat(5000))])
  for (const { text } of passages) {
    expect(text.length).toBeLessThanOrEqual(4000)
    expect(text.isWellFormed()).toBe(true)
  }
  expect(passages.map(({ text }) => text).join('')).toBe('😀'.repeat(5000))
})

test('headings of any length make a path that fits, the nearest kept', () => {
  const [passage] = makePassages([
    ...Array.from({ length: 6 }, (_, i) => headed(i + 1, `${i}`.repeat(400))),
    said('正文。'),
  ])
  expect(passage?.heading.length).toBeLessThanOrEqual(300)
  expect(passage?.heading.endsWith('5'.repeat(100))).toBe(true)
})
