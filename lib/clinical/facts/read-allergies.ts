import { assertStatuses, type NoteLayout } from '@/lib/clinical/assertion/assert-places'
import type { FactOf, Term } from '@/lib/clinical/contract'
import { CLAIMS } from '@/lib/clinical/facts/allergy-patterns'
import { deniedBehind, isOfRelative } from '@/lib/clinical/facts/allergy-bearer'
import { besides, drugAt } from '@/lib/clinical/facts/allergy-drugs'
import { ALLERGIC, REACTION } from '@/lib/clinical/facts/allergy-reactions'
import {
  disproved,
  isAntibiogram,
  isGeneral,
  runsOver,
  standsAlone,
} from '@/lib/clinical/facts/allergy-scope'
import { substances, type Claim, type Place } from '@/lib/clinical/facts/allergy-substances'
import words from '@/lib/clinical/facts/allergy-words.json'
import { firstAt } from '@/lib/clinical/text/first-at'
import { foldedAt, originalSpan, type FoldedText } from '@/lib/clinical/text/fold-text'
import { overlapOf } from '@/lib/clinical/text/overlap'

type Allergy = FactOf<'allergy'>
const RELIEVED = new RegExp(`^[^，。；;\\n,.]{0,6}(?:${words.relieved})`)
const NONE = new RegExp(words.none.join('|'), 'g')
const ORDINARY = new RegExp(`^(?:${words.ordinary})`)
const DISOWNED = new RegExp(words.disowned)
/** 青霉素过敏，家属称…不是过敏; itchy only, not allergic: somebody takes the claim back. */
const CORRECTED =
  /^(?![,，]?(?:家属|家长|其))(?: (?:label|status) (?:was |has been )?(?:removed|refuted|dropped)|[^。；;.\n]{0,24}(?:不是过敏|并非过敏|not (?:an? )?(?:true )?allerg)|[^。；;.\n]{0,40}(?:非过敏|不算过敏|已更正|实为|实系|实际上?[是为系]|误[记录标写报]))/
const REFUTED = new RegExp(`${words.refuted.told}|${words.refuted.excluded}`)
const BORNE = new RegExp(words.refuted.borne)
const DRUG = new RegExp(words.refuted.drug, 'g')
const familyOf = (name: string): string =>
  /cillin|西林|青霉素|\bpcn\b|\bpen\b/.test(name) ? 'penicillin' : name.slice(0, 3)

/** Whether words behind a claim take it back: a test, a label removed, or the drug borne since. Another class proves nothing. */
function isRefuted(claim: string, behind: string): boolean {
  if (REFUTED.test(behind)) return true
  const borne = BORNE.exec(behind)?.[0]
  return borne !== undefined && (borne.match(DRUG) ?? []).every((name) => familyOf(name) === familyOf(claim))
}
const QUESTION =
  /(?:don't|do not|not) (?:label|call)(?: (?:as|it|him|her))? ?[a-z]{0,3}$|(?:是否|有无|有没有|会不会|可否|(?<![\u4e00-\u9fffa-z)\d])\?) ?[^，。；;\n]{0,6}$/
const EARLIER = /曾|既往|年前|史|previous|history|last year|prior|past|after|因/

/** What makes a part of a list no name of a substance: words of a story, or a reaction. */
const IMPLAUSIBLE = new RegExp(`${words.implausible.zh}|${words.implausible.en}|^${REACTION}`)
/** Things other than drugs that people are allergic to. */
const ALLERGEN = new RegExp(`^(?:${words.allergens})(?: |$|类)`)
const BOXES = /[无有] ?□(?= ?(?:[,，。；;\n]|$|有))|√|[□○][^\s□○☑√■☒✓]{1,4}|[☑√■☒✓] ?有/g

/** A text without any of these says nothing of allergies. */
const GATE = new RegExp(
  `过敏|致敏|药敏|皮试|a[l1]lerg|nkda|\\bnka\\b|intoleran|不良反应|all ?:|reaction|caused|gave|皮炎|adr|sensitiv|cannot|can't|unable|react|险些|差点|(?:nearly|almost) died|${REACTION}|${ALLERGIC}`,
)

/** A section of its own is a list, a substance a line or between commas: to its first blank line. */
const SECTION_MAX = 200
/** Behind `Allergies:` the list stands in the line, unless the line is empty; a section may run to a blank line. */
const LISTED = /^(\s*)([^]*?)(?=\n ?\n|$)/
const LISTED_LINE = /^( *)([^\n]+)/
function listed(text: string, { sections }: NoteLayout): Claim[] {
  return sections
    .filter(({ kind }) => kind === 'allergy')
    .flatMap(({ from, to }) => {
      const [, blank = '', list = ''] =
        (/[:：] ?$/.test(text.slice(Math.max(0, from - 2), from)) &&
        /^ *[^\s]/.test(text.slice(from, from + 8))
          ? LISTED_LINE
          : LISTED
        ).exec(text.slice(from, Math.min(to, from + SECTION_MAX))) ?? []
      const begin = from + blank.length
      return substances(text, { from: begin, to: begin + list.length }).map((claim): Claim => {
        const name = text.slice(claim.from, claim.to)
        return name.split(' ').length > 2 || /[\u4e00-\u9fff]/.test(name) ? { ...claim, drug: true } : claim
      })
    })
    .filter(
      ({ from, to }) =>
        !DISOWNED.test(text.slice(from, to + 12)) &&
        !CORRECTED.test(text.slice(to, to + 40)) &&
        !isRefuted(text.slice(from, to), text.slice(to, to + 140)),
    )
}

/** cisplatin hypersensitivity none so far */
const NONE_BEHIND = /^ ?:? ?(?:none|nil|never|no)\b/
function claims(
  text: string,
  { none, isNamed }: { none: readonly Place[]; isNamed: (place: Place) => boolean },
  layout: NoteLayout,
): Claim[] {
  const isDenied = overlapOf(none)
  const found = listed(text, layout).filter((one) => !isDenied(one))
  for (const { pattern, earlier, drug } of CLAIMS) {
    for (const match of text.matchAll(pattern)) {
      const begin = match.index + match[0].indexOf(match[1] ?? '')
      const to = begin + (match[1]?.length ?? 0)
      const end = match.index + match[0].length
      const next = none[firstAt(none, (one) => one.to > begin)]
      const denial = next && next.from < end ? next : undefined
      // sister allergic to penicillin, pt NKDA: what is named in front of a denial counts.
      if (denial && denial.from > begin + 2 && !/^[无否未没不]/.test(text.slice(begin))) {
        found.push(
          ...substances(text, { from: begin, to: Math.min(to, denial.from) }).map((one) => ({
            ...one,
            drug: true as const,
          })),
        )
      }
      const rest = denial ? BEHIND_DENIAL.exec(text.slice(denial.to, to))?.[0].length : 0
      if (rest === undefined) continue
      // nil known drugs, latex: what is named behind a denial counts where it is a substance by name.
      const from = denial ? denial.to + rest : begin
      const named = drug ?? (denial || /否认/.test(match[1] ?? '') ? true : undefined)
      const before = text.slice(Math.max(0, match.index - 16), match.index)
      if (
        QUESTION.test(before) ||
        /是否|有无|有没有|会不会|吗/.test(match[0]) ||
        DISOWNED.test(text.slice(end, end + 8).split(/[；;。\n.,，]/)[0] ?? '') ||
        NONE_BEHIND.test(text.slice(end, end + 10)) ||
        CORRECTED.test(text.slice(end, end + 40)) ||
        isRefuted(match[1] ?? '', text.slice(end, end + 140))
      ) {
        continue
      }
      if (RELIEVED.test(text.slice(end, end + 16))) continue
      if (earlier && !EARLIER.test(before + match[0])) continue
      if (/过敏$/.test(match[0]) && ORDINARY.test(text.slice(end - 2, end + 4))) continue
      const reaction = match[2] ?? /^ ?[(（]([^)）]{1,20})[)）]/.exec(text.slice(end, end + 24))?.[1]
      found.push(
        ...substances(text, { from, to }).map((one) => ({
          ...(reaction ? { reaction } : {}),
          ...one,
          ...(named ? { drug: named } : {}),
        })),
      )
    }
  }
  // A claim that needs a substance and names none must not hide one that does.
  const kept = found.filter(
    (one) => isNamed(one) || !(one.drug || IMPLAUSIBLE.test(text.slice(one.from, one.to))),
  )
  kept.sort((a, b) => a.from - b.from || Number(a.drug ?? false) - Number(b.drug ?? false) || b.to - a.to)
  return kept.filter((one, i) => !kept.slice(Math.max(0, i - 6), i).some((before) => before.to > one.from))
}

const OTHERS = /其[他它余]|\b(?:other|else|further)\b/
const BEHIND_DENIAL = /^(?: known| to)?(?: drugs?| medicines?| medications?)?[,;，；] ?(?=.)/
/** A denial that speaks of food or pollen alone. */
const OTHER_KIND = /^(?!.*(?:药|drug|medic))(?=.*(?:食|花粉|food|environment)).*$/i
const OF_DRUGS = /药|drug|medic/i
/** Whether a substance is told to be badly borne, with no reaction of an allergy. */
const isIntolerance = (original: string, { start, reaction = '' }: Allergy): boolean =>
  /intoleran\w+ (?:of|to) $|不耐受$/i.test(original.slice(Math.max(0, start - 24), start)) &&
  !new RegExp(ALLERGIC).test(reaction.toLowerCase())
/** In the note of a mother the baby is another person. */
const OF_MOTHER = /产妇|产后|哺乳期|分娩后/
const NAMED = /^(?:类|类药物|药物|制剂|钠|片)?(?:均|有|曾)?(?:有|曾)?过敏(?:史|反应)?(?!性|原|体质|科)/

/** The claims with each drug of the dictionary right in front of 过敏 whose sentence no mark parts. */
function withNamed(
  found: readonly Claim[],
  none: readonly Place[],
  { folded, text, drugs }: { folded: FoldedText; text: string; drugs: readonly Term[] },
): Claim[] {
  const isCovered = overlapOf([...found, ...none])
  const named = drugs.flatMap(({ start, end }): Claim[] => {
    const [from, to] = [foldedAt(folded, start), foldedAt(folded, end)]
    const close = NAMED.exec(text.slice(to, to + 12))
    if (!close || isCovered({ from, to })) return []
    const rest = text.slice(to + close[0].length, to + 140)
    if (CORRECTED.test(rest) || isRefuted(text.slice(from, to), rest)) return []
    return [{ from, to }]
  })
  return [...found, ...named].sort((a, b) => a.from - b.from)
}

/** The facts of one claim: its substance with the reaction, and what stands beside it in a list of blanks. */
function toldAs(
  folded: FoldedText,
  drugs: readonly Term[],
  { drug, span, reaction, ofRelative }: Bearing,
): Allergy[] {
  const whose = ofRelative ? { experiencer: 'relative' as const } : {}
  const factOf = ({ start, end, surface, atc }: Named): Allergy => ({
    kind: 'allergy',
    ...{ start, end, surface, none: false, substance: surface },
    ...(atc ? { atc } : {}),
  })
  return [
    ...besides(folded, drugs, { drug, end: span.end }).map((one) => ({ ...factOf(one), ...whose })),
    { ...factOf(drug ?? span), ...(reaction ? { reaction } : {}), ...whose },
  ]
}

type Named = Pick<Term, 'start' | 'end' | 'surface'> & { atc?: string | undefined }
interface Bearing {
  drug: Term | undefined
  span: Named
  reaction: string | undefined
  ofRelative: boolean
}

interface Told {
  text: string
  told: readonly Allergy[]
  denied: readonly Allergy[]
  none: readonly Place[]
  drugs: readonly Term[]
}

/** What is told of allergies with those denials that stand beside it. */
function withDenials(folded: FoldedText, { text, told, denied, none, drugs }: Told): Allergy[] {
  // A chart that also names a substance does not deny it, but may deny another kind; an intolerance is no allergy.
  const own = told.filter(({ experiencer }) => !experiencer)
  // allopurinol in his uncle; he has none: behind a relative's allergy the patient's denial needs no object.
  const elliptic = told
    .filter(({ experiencer }) => experiencer)
    .flatMap(({ end }) => deniedBehind(text, foldedAt(folded, end)) ?? [])
    .slice(0, 1)
    .map(({ from, to }): Allergy => ({
      kind: 'allergy',
      ...originalSpan(folded, from, to),
      none: true,
      substance: null,
    }))
  if (own.length === 0 && denied.length === 0 && elliptic.length > 0) {
    return [...elliptic, ...told].sort((a, b) => a.start - b.start)
  }
  const bears = own.some((one) => !isIntolerance(folded.original, one))
  // 海鲜过敏，药物过敏史无: beside what is no drug, a denial of drugs stands.
  const bearsDrug = own.some(({ atc, start, end }) => atc !== undefined || drugAt(drugs, { start, end }))
  // Label removed. No other allergies: with nothing named, none are left.
  if (denied.length === 0 && told.length === 0) {
    const [other] = none.filter(({ from, to }) => OTHERS.test(text.slice(from, to)))
    if (other) {
      return [{ kind: 'allergy', ...originalSpan(folded, other.from, other.to), none: true, substance: null }]
    }
  }
  const whole = denied.filter(
    ({ start, end, surface }) =>
      !bears ||
      OTHER_KIND.test(surface) ||
      (!bearsDrug && OF_DRUGS.test(folded.original.slice(Math.max(0, start - 8), end))),
  )
  return [...whole, ...told].sort((a, b) => a.start - b.start)
}

/**
 * What the text says of allergies: each substance with its reaction, whose it is, or that none is known. `terms` are those of the
 * same text.
 */
export function readAllergies(folded: FoldedText, terms: readonly Term[], layout: NoteLayout): Allergy[] {
  // An empty box of a form is not said, and a ticked one only that something follows.
  const text = folded.text.replace(BOXES, (one) => ' '.repeat(one.length))
  if (!GATE.test(text) && !layout.sections.some(({ kind }) => kind === 'allergy')) {
    return []
  }
  const drugs = terms.filter(({ kind }) => kind === 'drug')
  const isNamed = ({ from, to }: Place): boolean =>
    ALLERGEN.test(text.slice(from, to)) || drugAt(drugs, originalSpan(folded, from, to)) !== undefined
  const none = [...text.matchAll(NONE)]
    .map(({ index, 0: { length } }) => ({ from: index, to: index + length }))
    .filter((place) => !runsOver(folded, place, isNamed))
  const refuted = new Set(disproved(text).map(familyOf))
  const found = withNamed(claims(text, { none, isNamed }, layout), none, { folded, text, drugs }).filter(
    (one) => !isAntibiogram(text, one) && !isGeneral(text, one),
  )
  const statuses = assertStatuses(text, found, layout)
  // 磺胺无过敏: a denial right behind a drug speaks of that drug alone.
  const ofOne = new Set(drugs.map(({ end }) => end))
  // 无其他药物过敏: a denial of others leaves what was named.
  const denials = none.filter(
    ({ from, to }) =>
      !OTHERS.test(text.slice(from, to)) &&
      !(/[无没否未]/.test(text[from] ?? '') && ofOne.has(originalSpan(folded, from, to).start)),
  )
  const denied = denials.map(({ from, to }): Allergy => ({
    kind: 'allergy',
    ...originalSpan(folded, from, to),
    none: true,
    substance: null,
  }))
  const ofMother = OF_MOTHER.test(text)
  const told = found.flatMap(({ from, to, reaction, drug: needsDrug }, i): Allergy[] => {
    const status = statuses[i] ?? 'affirmed'
    if (status === 'hypothetical' || status === 'uncertain') return []
    const span = originalSpan(folded, from, to)
    const drug = drugAt(drugs, span)
    const name = text.slice(from, to)
    if (status === 'negated' && !(isNamed({ from, to }) && standsAlone(folded, { from, to }))) return []
    if (needsDrug && !drug && !ALLERGEN.test(name)) return []
    const ofRelative = isOfRelative(text, { from, to, status }, ofMother)
    if (!ofRelative && refuted.has(familyOf(name))) return []
    const isClosed = drug && NAMED.test(text.slice(foldedAt(folded, drug.end), to + 12))
    if (IMPLAUSIBLE.test(name) && !(drug && reaction) && !isClosed) return []
    return toldAs(folded, drugs, { drug, span, reaction, ofRelative })
  })
  return withDenials(folded, { text, told, denied, none, drugs })
}
