import { ckdEpi2021, cockcroftGault, CREATININE_MG } from '@/lib/clinical/calculators/kidney-formulas'
import type { Fact, Term } from '@/lib/clinical/contract'
import type { MedicationTables } from '@/lib/clinical/medication/medication-tables'
import type { Clearance, Patient } from '@/lib/clinical/medication/patient'
import { labOf, NEWBORN, numberBehind } from '@/lib/clinical/medication/patient-values'
import { allergensIn } from '@/lib/clinical/medication/read-allergens'
import { conditionsIn, isDenied } from '@/lib/clinical/medication/read-conditions'
import { childPughIn, isLiverActive } from '@/lib/clinical/medication/read-liver'
import type { NamedText } from '@/lib/clinical/medication/read-mentions'
import { clauseAt, RELATIVES } from '@/lib/clinical/medication/words'

/** The clinical reader's view of the same text. */
export interface PatientReading {
  facts: readonly Fact[]
  terms: readonly Term[]
}

const CHILD = /患儿|儿童|小儿|婴儿|幼儿|\bchild\b|\binfant\b|toddler|paediatric|pediatric/
const AGES: readonly (readonly [RegExp, number])[] = [
  [/(?:^|[^\d.])(\d{1,3})(?:\.\d)?\+? ?(?:岁|周岁|years?[- ]?old|year-old|y\/?o\b|yrs?\b|y[mf]?\b)/, 1],
  [/(?:^|[^\d.])(\d{1,3}) ?[mf]\b(?! ?(?:g|m))/, 1],
  [/\b[mf]\/?(\d{1,3})\b/, 1],
  [/(?:^|[^\d.])(\d{1,2}) ?(?:月龄|个月(?=龄|大|婴|[男女]|患儿|的)|months?[- ]old|month-old|mo\b)/, 1 / 12],
  [/(?:^|[,，。;:： 男女儿婴宝])(\d{1,2}) ?个月(?=[,，。;；、 ]|$)/, 1 / 12],
  [/生后 ?(\d{1,2}) ?天|(\d{1,2}) ?(?:日龄|days?[- ]old|day-old)/, 1 / 365],
  [/(\d{1,2}) ?(?:weeks?[- ]old|week-old)/, 7 / 365],
]

function ageIn(text: string, facts: readonly Fact[], lactating: boolean): number | undefined {
  const stated = facts
    .filter((fact) => fact.kind === 'age')
    .filter(({ doubt }) => !doubt)
    .map(({ years }) => years)
  const read = AGES.flatMap(([pattern, years]) => {
    const match = pattern.exec(text)
    const number = match?.[1] ?? match?.[2]
    if (!match || !number || RELATIVES.inside(text, clauseAt(text, match.index).from, match.index)) return []
    return [Number(number) * years]
  })
  const ages = [...stated, ...read].filter((years) => years <= 120 && !(lactating && years < 12))
  if (ages.length > 0) return ages[0]
  return NEWBORN.test(text) && !lactating ? 0.03 : undefined
}

/** Creatinine in μmol/L. A number under 20 can only be mg/dL. */
function creatinineIn(text: string, facts: readonly Fact[]): number | undefined {
  const value =
    labOf(facts, 'creatinine') ?? numberBehind(text, /血?肌酐|scr|(?<!a)cr(?!cl|p)|creatinine|creat/)
  if (value === undefined) return undefined
  return value < 20 ? value * CREATININE_MG : value
}

const DIALYSIS =
  /透析(?!前)|终末期肾|ckd[ -]?(?:g|stage )?5|血透|腹透|尿毒症|\bhd (?:patient|pt|mwf|tts|tths)|\bon (?:hd|pd)\b|\bhd\b(?=[:,;.])|eskd|esrd|haemodialysis|hemodialysis|peritoneal dialysis|on dialysis|dialysis[- ]dependent|crrt|cvvh|(?:stage (?:5|v)|end[- ]stage) (?:ckd|renal|kidney)/
const DIALYSIS_CLEARANCE = 8

const HIGH_CREATININE = 200

function clearanceIn(
  text: string,
  facts: readonly Fact[],
  { years, kilograms, female }: { years: number | undefined; kilograms: number | undefined; female: boolean },
): Clearance | undefined {
  const stated =
    numberBehind(text, /crcl|ccr|肌酐清除率|creatinine clearance/) ??
    labOf(facts, 'egfr') ??
    numberBehind(text, /egfr|gfr|肾小球滤过率/)
  if (stated !== undefined) return { value: stated, by: 'stated' }
  const dialysis = DIALYSIS.exec(text)
  if (dialysis && !isDenied(text, { from: dialysis.index, to: dialysis.index + dialysis[0].length })) {
    return { value: DIALYSIS_CLEARANCE, by: 'dialysis' }
  }
  const stage =
    /ckd[ -]?(?:stage |g)?([345])|ckd ?分?期? ?([345])|慢性肾脏病 ?([345]) ?期|stage ([345]) (?:ckd|chronic kidney)/.exec(
      text,
    )
  const creatinine = creatinineIn(text, facts)
  // A high creatinine means a low clearance at any adult age: the best case of a man of forty is taken.
  if (creatinine !== undefined && creatinine >= HIGH_CREATININE && years === undefined) {
    return { value: ckdEpi2021({ creatinine, years: 40, female: false }), by: 'best_case' }
  }
  if (creatinine !== undefined && years !== undefined && years >= 18) {
    const kidney = { creatinine, years, female }
    return kilograms === undefined
      ? { value: ckdEpi2021(kidney), by: 'ckd_epi' }
      : { value: cockcroftGault(kidney, kilograms), by: 'cockcroft_gault' }
  }
  const number = stage?.slice(1).find(Boolean)
  if (number === undefined) return undefined
  return { value: ({ 3: 45, 4: 22, 5: 10 } as const)[Number(number) as 3 | 4 | 5], by: 'stage' }
}

export const NOT_PREGNANT =
  /未孕|未怀孕|未妊娠|非妊娠|绝经|上环|结扎|避孕中|hcg ?(?:阴性|\(-\))|妊娠试验阴性|not pregnant|postmenopausal|post-menopausal|menopause|pregnancy test negative|test negative/
const PREGNANT =
  /孕(?:期|妇|早期|中期|晚期)|(?:孕|妊娠|怀孕|停经|gestation) ?(?:约)?\d{1,2}(?:\+\d?)? ?(?:周|w|月)|早孕|中孕|晚孕|宫内孕|宫内早孕|先兆流产|先兆早产|待产|胎动|\biup\b|\bgravid\b|\bega? ?\d{1,2}|\bga ?\d{1,2}(?:w|\+)|\d{1,2}(?:\+\d)? ?(?:wks?|weeks?) (?:ga|gravid)\b|妊娠(?!史|纹|期高血压史)|怀孕|妊娠试验阳性|hcg ?(?:阳性|\(\+\)|positive|\+ve)|(?:positive|\+ve) (?:serum |urine )?(?:beta-?|b-?|β-?)?hcg|(?:upt|pregnancy test) ?(?:\+|positive)|positive pregnancy test|\d{1,2} ?(?:wks?|weeks?) (?:on|by) (?:scan|uss?|ultrasound|dates|lmp)|pregnan(?:t|cy)|\d{1,2}[ -]?weeks?(?:' )? ?(?:gestation|pregnant)|gestation|lmp(?!\W{0,3}(?:\d{1,2} days?|[1-4] ?w))|(?<![\d/])(?:[4-9]|[123]\d|4[0-2])(?:\+\d)?\/40|trimester|g\d ?p\d[^,;.]{0,12}\d{1,2} ?w/
/** In front of a pregnancy or right behind it: it is over, or only planned. */
const PAST_BEFORE =
  /年前|既往|曾|上次|前次|产后|past|previous|ago.{0,12}$|last $|prior|备孕|planning|(?:计划|拟)(?:怀|妊|受|再)?$|流产后/
const PAST_BEHIND = /^.{0,4}史|^.{0,12}\bago\b|^ ?(?:loss|in (?:19|20)\d\d)/

function pregnancyIn(
  text: string,
  facts: readonly Fact[],
  male: boolean,
): { pregnant: boolean; weeks: number | undefined } {
  const no = { pregnant: false, weeks: undefined }
  if (male || NOT_PREGNANT.test(text)) return no
  const fact = facts.findLast((one) => one.kind === 'pregnancy' && one.value === 'pregnant')
  const match = PREGNANT.exec(text)
  const said = fact?.kind === 'pregnancy' ? fact.weeks : undefined
  if (!match) return fact ? { pregnant: true, weeks: said } : no
  const clause = clauseAt(text, match.index)
  const words = text.slice(clause.from, clause.to)
  const over =
    PAST_BEFORE.test(text.slice(clause.from, match.index)) ||
    PAST_BEHIND.test(text.slice(match.index + match[0].length, clause.to))
  if (over && !/lmp|现孕|目前孕|now/.test(words)) return no
  if (isDenied(text, { from: match.index, to: match.index + match[0].length })) return no
  if (RELATIVES.inside(text, clause.from, match.index)) return no
  const weeks = /(\d{1,2})(?:\+\d)? ?(?:周|w\b|wk|weeks?|-week|\/40)/.exec(words)?.[1]
  return { pregnant: true, weeks: weeks === undefined ? (said ?? trimesterWeeks(text)) : Number(weeks) }
}

const TRIMESTERS: readonly (readonly [RegExp, number])[] = [
  [/早孕|孕早期|first trimester/, 9],
  [/中孕|孕中期|second trimester/, 22],
  [/晚孕|孕晚期|近足月|third trimester|at term/, 34],
]
const trimesterWeeks = (text: string) => TRIMESTERS.find(([pattern]) => pattern.test(text))?.[1]

const LACTATING =
  /哺乳(?!动物)|母乳(?!性黄疸)|泌乳|授乳|乳母|喂奶|亲喂|奶着孩子|(?:吃|喝)(?:妈妈|母亲)?的?奶|breast[- ]?f(?:eed|ed)|breast ?milk|lactating|lactation|\be?bf\b(?= (?:mother|mom|mum|woman|pt|patient|her|an?|on demand|exclusively|fully|q\d|baby|infant)\b)|\b(?:still|exclusively|fully|currently|pp|postpartum|postnatal),? e?bf\b|\bnurs(?:es|ing) (?:mother|mom|mum|her|an?|the|infant|baby|newborn|son|daughter)\b|\bnursing\b(?! (?:home|staff|care|facility|notes?|assessment|station|supervis\w+|orders?|reports?|interven\w*|student|observation|review|team))/
const NOT_LACTATING =
  /(?<!未|没|没有|不愿|不肯|不想|拒绝|不打算|不同意)断奶|停止(?:哺|母)乳|停哺|未哺乳|非哺乳|不哺乳|无哺乳|否认哺乳|未母乳|(?:人工|奶粉|配方奶)喂养|已停母乳|停母乳|回奶|not (?:breast|nursing|lactating)|no longer (?:breast|nursing|lactating)|denies (?:breast|nursing|lactat)|(?:formula|bottle)[- ]?f(?:ed|eeding)|formula only|(?<!not |not yet |un)weaned|(?:stopped|finished) (?:breast|nursing|lactat)/
/** What is told of a child who drinks the milk is no word about the patient's own. */
const CHILD_PATIENT = /患儿/

/** What a text says of its patient, by the clinical reader and, for what that does not read, by words of its own. */
export function readPatient(folded: NamedText, reading: PatientReading, tables: MedicationTables): Patient {
  const { text } = folded
  const { facts, terms } = reading
  const lactation = LACTATING.exec(text)
  const lactating =
    (facts.some((fact) => fact.kind === 'pregnancy' && fact.value === 'breastfeeding') ||
      (lactation !== null && !/史/.test(text.slice(lactation.index, lactation.index + 4)))) &&
    !NOT_LACTATING.test(text) &&
    !CHILD_PATIENT.test(text)
  const years = ageIn(text, facts, lactating)
  const stated = facts.find((fact) => fact.kind === 'sex')?.value
  const sex =
    stated ??
    (/\d{1,3} ?m\b|\bmale\b|男(?!友)/.test(text)
      ? 'male'
      : /\d{1,3} ?f\b|female|女(?!儿|婿)/.test(text)
        ? 'female'
        : undefined)
  const kilograms =
    facts.filter((fact) => fact.kind === 'weight').findLast(({ status }) => !status)?.kilograms ??
    Number(/(\d{1,3}(?:\.\d)?) ?(?:kg|公斤|千克)(?![/·])/.exec(text)?.[1] ?? NaN)
  const weight = Number.isFinite(kilograms) && kilograms > 0.3 ? kilograms : undefined
  const { pregnant, weeks } = pregnancyIn(text, facts, sex === 'male')
  const kidney = clearanceIn(text, facts, { years, kilograms: weight, female: sex === 'female' })
  const conditions = conditionsIn(folded, terms, tables)
  const potassium = labOf(facts, 'potassium') ?? numberBehind(text, /血钾|(?<![a-z])k\+?|potassium/)
  if (potassium !== undefined && potassium > 5.5 && potassium < 12) conditions.add('hyperkalaemia')
  if (potassium !== undefined && potassium < 3.2 && potassium > 1) conditions.add('hypokalaemia')
  const lactate = labOf(facts, 'lactate') ?? numberBehind(text, /乳酸|lactate/)
  if (lactate !== undefined && lactate > 4 && lactate < 40) conditions.add('acidosis')
  const qtc = numberBehind(text, /qtc(?:间期)?/)
  if (qtc !== undefined && qtc >= 500 && qtc < 900) conditions.add('long_qt')
  const fraction = numberBehind(text, /lvef|ef(?:值)?|射血分数/)
  if (fraction !== undefined && fraction > 5 && fraction <= 40) conditions.add('hfref')
  return {
    ageYears: years,
    child: CHILD.test(text) && !lactating,
    sex,
    kilograms: weight,
    pregnant: pregnant && !lactating,
    pregnancyWeeks: weeks,
    lactating,
    creatinine: creatinineIn(text, facts),
    clearance: kidney?.value,
    clearanceBy: kidney?.by,
    childPugh:
      childPughIn(text) ??
      (conditions.has('liver_decompensated') && conditions.has('cirrhosis')
        ? 'C'
        : conditions.has('cirrhosis') || conditions.has('chronic_liver')
          ? 'A'
          : undefined),
    liverActive: conditions.has('acute_liver') || isLiverActive(text, facts),
    platelets: labOf(facts, 'platelets') ?? numberBehind(text, /血小板|plt|platelets?/),
    conditions,
    allergies: allergensIn(folded, facts, tables),
  }
}
