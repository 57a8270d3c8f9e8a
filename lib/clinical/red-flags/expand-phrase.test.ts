import { describe, expect, test } from 'vitest'
import { expandPhrase } from './expand-phrase'

describe('the forms of a phrase', () => {
  test.each([
    ['(胸|心)口痛', ['胸口痛', '心口痛']],
    ['腿(发|)麻', ['腿发麻', '腿麻']],
    ['摇不醒', ['摇不醒', '摇都不醒', '摇也不醒', '摇了不醒']],
    ['喘不上气', ['没法喘气', '喘也喘不上气']],
    ['没知觉', ['没有知觉', '毫无知觉']],
    ["can't swallow", ['cannot swallow', 'unable to swallow', "couldn't swallow"]],
    ['off her legs', ['off his legs', 'off their legs']],
    ['haematemesis', ['hematemesis']],
    ['peanut', ['peanuts']],
  ])('%s', (phrase, forms) => expect(expandPhrase(phrase)).toEqual(expect.arrayContaining(forms)))

  test.each([
    ['没尿', '无尿'],
    ['sweaty', 'sweatys'],
    ['wheezing', 'wheezings'],
    ['chest pain', 'chest pains'],
  ])('%s does not stand for %s', (phrase, other) => expect(expandPhrase(phrase)).not.toContain(other))
})
