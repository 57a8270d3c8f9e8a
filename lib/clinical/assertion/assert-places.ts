import { PLAIN, statusOf, type AssertedPlace, type Assertion } from '@/lib/clinical/assertion/assertion'
import { assertBehind } from '@/lib/clinical/assertion/assert-behind'
import {
  asKnowledge,
  inQuestion,
  isAboutPatient,
  isOfNobody,
  OF_PATIENT,
  questionAround,
} from '@/lib/clinical/assertion/questions'
import { optionReader } from '@/lib/clinical/assertion/question-options'
import { formAnswer, isAnswer, isMinus, isQueried } from '@/lib/clinical/assertion/form-answers'
import { isDatedBack, isOver } from '@/lib/clinical/assertion/dated-back'
import {
  cueAt,
  isBareMember,
  relativeFrom,
  type CueBefore,
  type Dimension,
  type FoundCue,
} from '@/lib/clinical/assertion/cues'
import type { TermStatus } from '@/lib/clinical/contract'
import {
  DENIES_ANEW,
  ENDS_AT_ONCE,
  isStateBehindNo,
  listsOn,
  OF_ITS_OWN,
  OR,
  PLACED,
  untilTurn,
} from '@/lib/clinical/assertion/denied-list'
import { isOfOther } from '@/lib/clinical/assertion/english-people'
import { lookAgain } from '@/lib/clinical/assertion/second-look'
import { asOfProcedures, isOddDenied } from '@/lib/clinical/assertion/compound-names'
import {
  AT_SEMICOLON,
  sectionSays,
  HEADS_RELATIVE,
  isOwnOf,
  LISTED,
  OF_SPAN,
  OF_THE_SAME,
  REACH,
  sentenceBehind,
} from '@/lib/clinical/assertion/scope-words'
import { behindSubject } from '@/lib/clinical/assertion/behind-subject'
import { CLAUSE_EDGE, edgesOf, SENTENCE_EDGE } from '@/lib/clinical/text/edges'
import { foldText, type FoldedText } from '@/lib/clinical/text/fold-text'
import { findSections, type NoteSection } from '@/lib/clinical/text/find-sections'

/** Longest clause that is looked at for a list or a question. */
const CLAUSE_MAX = 60

/** Where clauses and sections of a text end: read once, asked by every reader. */
export interface NoteLayout {
  edges: Uint8Array
  sections: readonly NoteSection[]
}

const layoutOf = (text: string): NoteLayout => ({ edges: edgesOf(text), sections: findSections(text) })

/** A text folded and laid out, so that its readers do neither again. */
export interface ReadyText {
  folded: FoldedText
  layout: NoteLayout
}

export function readyText(text: string): ReadyText {
  const folded = foldText(text)
  return { folded, layout: layoutOf(folded.text) }
}

interface OpenCue {
  cue: CueBefore
  since: number
}

/** The state of one pass over the text: the cues in force and the section, with what has closed its default. */
class Scope {
  private open = new Map<string, OpenCue>()
  private section: NoteSection | undefined
  private nextSection = 0
  private closed = new Set<Dimension>()
  /** Where the brackets begin that are still open. */
  private readonly brackets: number[] = []

  constructor(
    private readonly text: string,
    private readonly edges: Uint8Array,
    private readonly sections: readonly NoteSection[],
  ) {}

  /** Enters the section that begins at or in front of a place. */
  enter(at: number): void {
    const next = this.sections[this.nextSection]
    if (next && next.from <= at) {
      this.section = next
      this.nextSection += 1
      this.open.clear()
      this.closed.clear()
    }
  }

  pass(at: number): void {
    this.enter(at)
    if (this.text[at] === '(') this.brackets.push(at)
    if (this.text[at] === ')') this.leaveBracket()
    const edge = this.edges[at]
    // 否认高血压、⏎糖尿病: a list goes on in the next line.
    if (edge === SENTENCE_EDGE && this.text[at] === '\n' && listsOn(this.text, at)) return
    if (edge === SENTENCE_EDGE) {
      const goesOn = OF_THE_SAME.test(this.text.slice(at, at + 8))
      for (const [id, { cue, since }] of this.open) {
        const heads =
          AT_SEMICOLON.test(this.text[at] ?? '') && HEADS_RELATIVE.test(this.text.slice(since, since + 3))
        const other = isOfOther(this.text.slice(Math.max(0, since - 14), since), this.text.slice(at, at + 6))
        if (!(goesOn || heads) || cue.person !== true || other) this.open.delete(id)
      }
      if (this.text[at] === '\n') this.brackets.length = 0
      this.closed.clear()
    } else if (edge === CLAUSE_EDGE) this.endClause(at)
  }

  /** What a bracket opened does not reach out of it: (mum asleep) vomiting. */
  private leaveBracket(): void {
    const from = this.brackets.pop()
    if (from === undefined) return
    for (const [id, { since }] of this.open) if (since > from) this.open.delete(id)
  }

  private endClause(at: number): void {
    const colon = this.text[at] === ':'
    for (const [id, { cue, since }] of this.open) {
      if (cue.reach === 'sentence' || (colon && since === at)) continue
      const goesOn =
        !colon && cue.reach !== 'next' && !this.isState(since, at + 1) && this.goesOn(cue, at + 1)
      if (!goesOn) this.open.delete(id)
      else if (goesOn === 'doubtful') {
        this.open.set(id, { cue: { ...cue, says: { ...cue.says, polarity: 'uncertain' } }, since })
      }
    }
  }

  private isState(since: number, from: number): boolean {
    const { text } = this
    return isStateBehindNo(
      text.slice(Math.max(0, since - 8), since),
      text.slice(from, from + 32),
      sentenceBehind(text, this.edges, from),
    )
  }

  /** Whether a list that a cue opened goes on behind a comma. A plain 无 needs a list, 否认 only a bare member. */
  private goesOn({ reach, says }: CueBefore, from: number): boolean | 'doubtful' {
    let to = from
    while (this.edges[to] === 0 && to - from < CLAUSE_MAX) to += 1
    const clause = untilTurn(this.text.slice(from, to))
    if (!isBareMember(clause.trim())) return false
    const [ofItsOwn, placed] = [OF_ITS_OWN.test(clause), PLACED.test(clause)]
    const ends = (ofItsOwn || placed) && !OR.test(sentenceBehind(this.text, this.edges, from))
    if (ofItsOwn && ends) return false
    const listed = reach === 'list' || !/[\u4e00-\u9fff]/.test(clause) || LISTED.test(clause)
    // 无发热，咳嗽、咳痰，无胸痛: a clause between two that deny is not surely denied.
    if (listed && reach === 'clause' && DENIES_ANEW.test(this.text.slice(to, to + 4))) return 'doubtful'
    return listed && says.polarity === 'absent' && placed && ends ? 'doubtful' : listed
  }

  /** A cue that speaks of what stands in front of it (`used`) does not speak of what follows, too. */
  apply(found: FoundCue, used: boolean): void {
    for (const dimension of found.closes) {
      if (dimension === 'experiencer' && (this.isOfRelative(found.from) || this.isOwn(found))) continue
      this.closed.add(dimension)
      for (const [id, { cue }] of this.open) if (dimension in cue.says) this.open.delete(id)
    }
    for (const cue of found.before) {
      // CT if drowsy: the if puts off the scan and opens what it waits for.
      // So does the favoured over that weighs one illness against the next.
      if (used && cue.says.modality !== 'hypothetical' && cue.id !== 'weighed') continue
      if (cue.says.polarity === 'absent' && ENDS_AT_ONCE.test(this.text.slice(found.to, found.to + 16))) {
        continue
      }
      if (cue.opens && !this.opensClause(found.from)) continue
      // a 2-month history of: what has been going on for so long is there.
      if (
        cue.says.time === 'past' &&
        OF_SPAN.test(this.text.slice(Math.max(0, found.from - 16), found.from))
      ) {
        continue
      }
      const since = cue.person ? relativeFrom(this.text, found.from, found.to) : found.to
      if (since === null) continue
      this.open.set(cue.id, { cue: this.isDenied(cue) ? { ...cue, reach: 'clause' } : cue, since })
    }
  }

  /** `Husband has flu; he is on ...`: the pronoun right behind a relative is the relative's. */
  private isOfRelative(at: number): boolean {
    return OF_THE_SAME.test(this.text.slice(Math.max(0, at - 2), at + 6))
  }

  /** 女儿自己有房颤, 姐姐出生时窒息: right behind a relative the word is the relative's. */
  private isOwn({ from, to }: FoundCue): boolean {
    const relative = [...this.open.values()].some(({ cue, since }) => cue.person === true && since === from)
    return relative && isOwnOf(this.text, from, to)
  }

  /** 否认家族史 speaks of the family to the comma, not of all that follows. */
  private isDenied(cue: CueBefore): boolean {
    return cue.person === true && [...this.open.values()].some((one) => one.cue.says.polarity === 'absent')
  }

  private opensClause(at: number): boolean {
    const before = this.text[at - 1] === ' ' ? at - 2 : at - 1
    return (
      before < 0 ||
      this.edges[before] !== 0 ||
      /[\s.、)”】]/.test(this.text[before] ?? '') ||
      behindSubject(this.text, at)
    )
  }

  /** What the cues in front and the section say of a place. */
  at({ from, kind = 'finding' }: AssertedPlace): Partial<Assertion> {
    const said: Partial<Assertion> =
      this.section && from < this.section.to ? sectionSays(this.section.kind, kind, this.closed) : {}
    for (const { cue, since } of this.open.values()) {
      if (
        from - since > REACH ||
        (cue.reach === 'next' && from - since > (this.text[since] === ' ' ? 1 : 0))
      ) {
        continue
      }
      if (cue.kinds ? !cue.kinds.includes(kind) : kind === 'drug' && cue.id === 'suspicion') continue
      Object.assign(said, cue.says)
    }
    return said
  }
}

/**
 * For each place of folded text, in order and without overlap, what the words around it say of it. Every reader asks here. Linear
 * in the length of the text.
 */
export function assertPlaces(
  text: string,
  named: readonly AssertedPlace[],
  { edges, sections }: NoteLayout = layoutOf(text),
): Assertion[] {
  const places = asOfProcedures(text, named)
  const scope = new Scope(text, edges, sections)
  const about = isAboutPatient(text)
  const taught = isOfNobody(text)
  const isOption = optionReader(text)
  const behind = assertBehind(text, edges, places)
  const assertions: Assertion[] = []
  for (let i = 0; i < text.length && assertions.length < places.length;) {
    const place = places[assertions.length]
    if (place?.from === i) {
      scope.enter(i)
      const front = scope.at(place)
      const said = { ...PLAIN, ...front, ...behind.said[assertions.length] }
      // 既往胃溃疡已愈: what is dated back and over is of the past.
      if (place.kind !== 'drug' && said.time === 'stopped' && front.time === 'past') said.time = 'past'
      Object.assign(said, formAnswer(text, place))
      if (isQueried(text, place)) said.certainty = 'suspected'
      if (isMinus(text, place) || isOddDenied(text, place)) said.polarity = 'absent'
      if (said.time === 'now' && (isDatedBack(text, place) || isOver(text, place))) said.time = 'past'
      if (said.modality === 'real' && inQuestion(text, edges, place)) said.modality = 'question'
      const question =
        said.modality === 'question' || about || taught
          ? questionAround(text, edges, { ...place, ofNobody: taught })
          : null
      const notOfPatient = question !== null && !OF_PATIENT.test(question)
      if (notOfPatient && said.modality === 'real') said.modality = 'question'
      const asked = said.modality === 'question' && (!about || notOfPatient)
      if (asked || isOption(place)) Object.assign(said, asKnowledge(place))
      assertions.push(said)
      i = place.to
      continue
    }
    scope.pass(i)
    const cue = cueAt(text, i, place?.from)
    if (cue) scope.apply(cue, behind.used.has(i) || isAnswer(text, cue.from, cue.to))
    i = cue?.to ?? i + 1
  }
  lookAgain(text, { edges, sections }, { places, assertions })
  return assertions
}

/** The status of each place, in order. */
export const assertStatuses = (
  text: string,
  places: readonly AssertedPlace[],
  layout?: NoteLayout,
): TermStatus[] => assertPlaces(text, places, layout).map(statusOf)
