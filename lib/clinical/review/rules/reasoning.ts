import { mark, within, type Passage } from '@/lib/clinical/review/passage'
import { namesOf, type PassageRule, type ReviewedAnswer } from '@/lib/clinical/review/reviewed-answer'
import stepPairs from '@/lib/clinical/review/step-pairs.json'
import { clauseOf, drugsNamed } from '@/lib/clinical/review/rules/drugs'
import type { Words } from '@/lib/clinical/review/words'

/** A treatment that is not given leaves nothing out. */
const NOT_GIVEN = /暂不|不予|不用|无需|不需|未予|未用|皮试|\bnot\b|\bno need\b|\bwithout\b/i
/** Steps back to which a finding still leads to what is done. */
const REACH = 2

interface Jump extends Words {
  needs: readonly string[]
  /** Whether the finding stands in a sentence before. */
  across: boolean
}

/** Pairs of the table: a finding in the sentence, or up to two steps before, and a test or treatment in the sentence. */
function pairJumps(passage: Passage, before: string): Jump[] {
  return passage.sentences.flatMap(({ start, surface }) => {
    const text = surface.toLowerCase()
    return stepPairs.pairs.flatMap((pair): Jump[] => {
      const to = pair.to.find((word) => text.includes(word))
      if (to === undefined) return []
      const near = pair.from.some((word) => text.includes(word))
      if (!near && !pair.from.some((word) => before.includes(word))) return []
      const from = start + text.indexOf(to)
      const place = {
        start: from,
        end: from + to.length,
        surface: passage.text.slice(from, from + to.length),
      }
      const clause = clauseOf(passage, place)
      if (passage.has('avoid', clause) || NOT_GIVEN.test(clause.surface)) return []
      return [{ ...place, needs: pair.needs, across: !near }]
    })
  })
}

/** A drug concluded from complaints alone: no diagnosis, test or procedure was spoken of in the case or so far. */
function drugJumps(passage: Passage, { case: asked, steps }: ReviewedAnswer): Words[] {
  if (passage.section !== null || passage.words('conclusion').length === 0) return []
  const drugs = drugsNamed(passage).filter(
    (drug) =>
      passage.has('conclusion', passage.sentenceOf(drug)) && !NOT_GIVEN.test(clauseOf(passage, drug).surface),
  )
  if (drugs.length === 0) return []
  const said = [...asked.terms, ...steps.flatMap(({ terms }) => terms), ...passage.terms]
  const judged = said.some(
    ({ kind, status }) =>
      kind === 'test' || kind === 'procedure' || (kind === 'diagnosis' && status !== 'negated'),
  )
  const complained = said.some(({ kind }) => kind === 'symptom' || kind === 'finding')
  return complained && !judged ? drugs.slice(0, 1) : []
}

/**
 * A finding that leads to a test or treatment, in one sentence or over two steps, while nothing that must stand between was
 * said so far.
 */
export const stepJump: PassageRule = (passage, answer) => {
  const { case: asked, steps, sections } = answer
  const before = passage.section === null ? steps.slice(-REACH).map(({ text }) => text.toLowerCase()) : []
  const jumps = pairJumps(passage, before.join('\n'))
  if (jumps.length === 0) return drugJumps(passage, answer).map((drug) => mark('step_jump', drug))
  const said = [...steps, ...sections, passage].map(({ text }) => text.toLowerCase()).join('\n')
  const told = asked.question.text.toLowerCase()
  return jumps
    .filter(
      ({ needs, across }) => !needs.some((word) => said.includes(word) || (across && told.includes(word))),
    )
    .map((jump) => mark('step_jump', jump))
}

/** A conclusion of the thought that names a diagnosis which neither the case nor an earlier step speaks of. */
export const conclusionUnsupported: PassageRule = (passage, { case: asked, steps }) => {
  if (passage.section !== null) return []
  if (passage.words('conclusion').length === 0) return []
  const earlier = namesOf(steps.flatMap(({ terms }) => terms))
  return passage.sentences.flatMap((sentence) => {
    const [cue] = within(passage.words('conclusion'), sentence)
    if (!cue) return []
    const premises = namesOf(within(passage.terms, { ...sentence, end: cue.start }))
    return within(passage.terms, { ...sentence, start: cue.start })
      .filter(({ kind, status }) => kind === 'diagnosis' && status !== 'negated')
      .filter(({ preferred }) => !premises.has(preferred.en) && !earlier.has(preferred.en))
      .filter(({ preferred }) => !asked.termNames.has(preferred.en))
      .map((term) => mark('conclusion_unsupported', term))
  })
}

/** A drug that the recommendation names and neither the thought nor the case does. */
export const answerNotInThought: PassageRule = (passage, { case: asked, steps }) => {
  if (passage.section !== 'recommendation' || steps.length === 0) return []
  const earlier = namesOf(steps.flatMap(({ terms }) => terms))
  const seen = new Set<string>()
  return drugsNamed(passage).flatMap((drug) => {
    const name = drug.preferred.en
    if (earlier.has(name) || asked.termNames.has(name) || seen.has(name)) return []
    seen.add(name)
    return [mark('answer_not_in_thought', drug)]
  })
}

/**
 * The answer recommends a drug that the thought speaks against, or affirms a diagnosis that the thought denies and nowhere
 * affirms.
 */
export const contradiction: PassageRule = (passage, { steps }) => {
  if (passage.section === null || steps.length === 0) return []
  const thought = steps.flatMap((step) => {
    const named = new Set(drugsNamed(step))
    return step.terms.map((term) => ({
      step,
      term,
      against: term.kind === 'drug' ? !named.has(term) : term.status === 'negated',
    }))
  })
  const mine = new Set(drugsNamed(passage))
  const seen = new Set<string>()
  return passage.terms.flatMap((term) => {
    const affirmed =
      term.kind === 'drug' ? mine.has(term) : term.kind === 'diagnosis' && term.status === 'affirmed'
    const name = term.preferred.en
    if (!affirmed || seen.has(name) || (passage.section === 'differential' && term.kind !== 'drug')) return []
    seen.add(name)
    const same = thought.filter((one) => one.term.preferred.en === name)
    const [first] = same
    if (!first || !same.every(({ against }) => against)) return []
    return [mark('contradiction', term, { related: first.step.related(first.term) })]
  })
}

const MALE_ONLY = /前列腺|睾丸|附睾|阴茎|精囊|prostat|testic|testis|penile/i
const FEMALE_ONLY =
  /妊娠|怀孕|子宫|卵巢|宫颈|输卵管|前置胎盘|子痫|月经|宫外孕|pregnan|ovar|uter|cervical cancer|placenta|eclampsia|menstr/i

/** An organ or state of the other sex in a statement about the patient. */
export const sexMismatch: PassageRule = (passage, { case: asked }) => {
  const sex = asked.latest('sex')
  if (!sex) return []
  const pattern = sex.value === 'male' ? FEMALE_ONLY : MALE_ONLY
  return passage.sentences.flatMap((sentence) => {
    const match = pattern.exec(sentence.surface)
    if (!match || passage.has('hypothetical', sentence) || passage.has('avoid', sentence)) return []
    if (!passage.has('patient', sentence) && passage.section !== 'recommendation') return []
    const start = sentence.start + match.index
    return [mark('sex_mismatch', { start, end: start + match[0].length, surface: match[0] })]
  })
}

/** A side that the case gives to the same site as the other one. */
export const sideChanged: PassageRule = (passage, { case: asked }) => {
  const given = Map.groupBy(
    asked.facts('anatomy').filter(({ side }) => side !== undefined),
    ({ site, side }) => `${site.en} ${side ?? ''}`,
  )
  return passage.facts.flatMap((fact) => {
    if (fact.kind !== 'anatomy' || fact.side === undefined || fact.side === 'both') return []
    const on = (side: string) => given.get(`${fact.site.en} ${side}`)?.[0]
    const first = on(fact.side === 'left' ? 'right' : 'left')
    if (!first || on(fact.side) || on('both')) return []
    const sentence = passage.sentenceOf(fact)
    if (/对侧|健侧|contralateral|opposite/i.test(sentence.surface)) return []
    return [
      mark(
        'side_changed',
        fact,
        asked.question.holds(first) ? { related: asked.question.related(first) } : {},
      ),
    ]
  })
}
