import { BEGIN } from '@/lib/privacy/names/plain-letters'
import { byForms, type Form } from '@/lib/privacy/by-forms'
import type { FoundIdentifier } from '@/lib/privacy/found-identifier'
import type { FoldedText } from '@/lib/clinical/text/fold-text'
import places from '@/lib/privacy/place-words.json'
import { phraseTrie } from '@/lib/clinical/text/phrase-trie'

const LABELS = phraseTrie(places.labels.map((label) => [label, true] as const))
const PROVINCES = phraseTrie(places.provinces.map((name) => [name, true] as const))
const SUFFIXES = phraseTrie(places.suffixes.map((suffix) => [suffix, true] as const))
/** Suffixes that begin an address although no province or label stands in front. */
const OPENING = new Set(places.opening)
const NOT_PLACES = phraseTrie(places.notPlaces.map((word) => [word, true] as const))
const IN_NAME = /^[\u3400-\u9fff0-9a-z#-]$/
const LONGEST_SEGMENT = 12

/** A blank beside a house number: 文三路 268 号 3 幢. */
const beside = (text: string, at: number): boolean =>
  text[at] === ' ' && (/\d/.test(text[at - 1] ?? '') || /\d/.test(text[at + 1] ?? ''))

/** One part of an address: up to twelve characters ending in a suffix such as 市, 路, 号. The first suffix that is reached ends it. */
function segmentEnd(text: string, from: number): { to: number; suffix: string } | null {
  for (let at = from + 1; at - from <= LONGEST_SEGMENT; at += 1) {
    if (!IN_NAME.test(text[at - 1] ?? '') && !beside(text, at - 1)) return null
    const suffix = SUFFIXES.at(text, at)[0]
    // 泉州市: a city's name may end like a prefecture.
    if (suffix && text[at] === '州' && text[suffix.to] === '市') continue
    // 讲座, 支座: a building has its letter or number in front.
    if (suffix && text[at] === '座' && !/[\da-z]/.test(text[at - 1] ?? '')) continue
    // 鼓楼区: the name of a district may end like another place.
    const second = at - from === 1 && suffix?.to === at + 1
    if (second && /[区县镇乡]/.test(text[suffix.to] ?? '')) continue
    if (suffix) return { to: suffix.to, suffix: text.slice(suffix.from, suffix.to) }
  }
  return null
}

/** How far consecutive parts reach from `from`, and how many they are. */
function chainFrom(text: string, from: number): { to: number; parts: number } {
  let to = from
  let parts = 0
  for (;;) {
    const province = PROVINCES.at(text, to)[0]
    const next = province && text[province.to] !== '市' ? { to: province.to } : segmentEnd(text, to)
    if (!next || parts > 12) return { to: tail(text, to), parts }
    to = next.to
    parts += 1
  }
}

/** A house number that ends an address without 号: `12-3-501`. */
const tail = (text: string, to: number) =>
  to +
  (/^ ?\d{1,5}(?:-\d{1,5}){0,3}(?! ?[年月日岁天次个\d:.%])/.exec(text.slice(to, to + 24))?.[0].length ?? 0)

const CLAUSE_END = /[，,。;；\n()]/
const LABEL_GAP = /^[ :为是在于]{0,3}/

function* labelled(text: string): Generator<FoundIdentifier> {
  for (const { from: label, to } of LABELS.matches(text)) {
    const gap = LABEL_GAP.exec(text.slice(to, to + 3))?.[0] ?? ''
    const from = to + gap.length
    const chain = chainFrom(text, from)
    const sure = places.clauseLabels.includes(text.slice(label, to)) || PROVINCES.at(text, from).length > 0
    if (chain.parts >= (sure ? 1 : 2) && PLACE_END.test(text.slice(from, chain.to))) {
      yield { kind: 'address', from, to: chain.to, confidence: 'certain' }
      continue
    }
    if (!gap.includes(':') || places.clauseLabels.every((word) => text.slice(label, to) !== word)) continue
    let end = from
    while (end - from < 40 && end < text.length && !CLAUSE_END.test(text[end] ?? '')) end += 1
    if (end - from >= 2) yield { kind: 'address', from, to: end, confidence: 'likely' }
  }
}

const PLACE_END =
  /省|市|区|县|乡|镇|村|路|街|道|巷|弄|号|栋|幢|楼|室|组|屯|庄|苑|园|旗|州|盟|里|单元|公司|学校|大学|厂/

/** 炎症区, 病变区: a part of the body. */
const OF_ILLNESS = /[症病瘤炎癌灶损痛梗肿腺]/

/** Where an address without a label may begin: at a province, or at a name of two or three characters before 市, 县, 区. */
function openingAt(text: string, at: number): boolean {
  if (PROVINCES.at(text, at).length > 0) return true
  if (NOT_PLACES.at(text, at).length > 0) return false
  const segment = segmentEnd(text, at)
  if (segment && OF_ILLNESS.test(text.slice(at, segment.to))) return false
  return segment !== null && OPENING.has(segment.suffix) && segment.to - at <= 5 && segment.to - at >= 3
}

/** The hamlet behind a village, up to the end of the clause: 彭殿村后垵. */
const hamlet = (text: string, { to, parts }: { to: number; parts: number }): number =>
  parts >= 3
    ? (/^[\u4e00-\u9fff]{1,4}(?=[,，。;；、）) \n]|$)/.exec(text.slice(to, to + 5))?.[0].length ?? 0)
    : 0

function* unlabelled(text: string): Generator<FoundIdentifier> {
  for (let i = 0; i < text.length;) {
    const chain = openingAt(text, i) ? chainFrom(text, i) : null
    const confirmed = chain !== null && chain.parts >= 2 && chain.to - i >= 5
    if (confirmed) {
      yield { kind: 'address', from: i, to: chain.to + hamlet(text, chain), confidence: 'likely' }
    }
    i = confirmed ? chain.to : i + 1
  }
}

const ENGLISH =
  /(?:\b(?:flat|apartment|apt|unit) ?[a-z\d]{1,4},? )?\b\d{1,5}(?:-\d{1,5})?[a-z]? (?:(?!(?:by|with|for|seen|and|in|on|at|to|from|was|were|is|are|had|has|mg|ml|mcg|g|units?|days?|weeks?|months?|years?|hours?|hrs?|minutes?|mins?|times|patients?|cm|mm|kg|of|per|a|an|or|if|not|no|then|but|as|after|before|under|over|since|when|his|her|their|my|our) )[a-z][a-z'.-]{1,20} ){1,4}(?:parade|quay|wharf|cottages?|villas|mansions|heights|broadway|esplanade|crescent|close|gardens|grove|hill|square|park|row|mews|walk|highway|parkway|circle|trail|green|view|rise|street|st|road|rd|avenue|ave|lane|ln|drive|dr|boulevard|blvd|court|ct|way|place|terrace)\b\.?(?:,? {0,2}(?:apt|apartment|unit|suite|#) ?[a-z0-9-]{1,6})?(?:, ?[a-z]['a-z-]{2,24}(?= ?,| [a-z]{1,2}\d|\.|$| with| and))?(?:,? {0,2}[a-z]{1,2}\d[a-z\d]? \d[a-z]{2})?/g
const POST_BOX = /\bp\.?o\.? ?box \d{1,6}(?:, [a-z ]{2,30} [a-z]{2,3} \d{4,5})?/g
const ENGLISH_LABEL = /(?:address ?:|lives at|resides at|residing at) {0,3}([^\n;。]{5,80})/dg

function* english(text: string): Generator<FoundIdentifier> {
  for (const { 0: surface, index: from } of text.matchAll(ENGLISH)) {
    yield { kind: 'address', from, to: from + surface.length, confidence: 'likely' }
  }
  for (const { 0: surface, index: from } of text.matchAll(POST_BOX)) {
    yield { kind: 'address', from, to: from + surface.length, confidence: 'certain' }
  }
  for (const match of text.matchAll(ENGLISH_LABEL)) {
    const [from, to] = match.indices?.[1] ?? [0, 0]
    const stop = text.slice(from, to).search(/\. |,? (?:presents|with|phone|tel|mrn|who)\b/)
    yield { kind: 'address', from, to: stop > 0 ? from + stop : to, confidence: 'certain' }
  }
}

const ORGANISATION =
  /(?:registered (?:with|at)|referred (?:by|from|to)|transferred (?:from|to)|discharged to|admitted (?:from|to)|resident (?:of|at|in)|followed (?:up )?(?:at|by)|under|retired from|[Ww]orks? (?:at|for)|[Ww]orking (?:at|for)|[Ee]mployed (?:at|by)|[Vv]ia ambulance from|employer:?|From|At|Of|teach(?:er|es) at|nurse at|student at|studies at|pupil at|attends|school:|of|at|from) ((?:[A-Z][A-Za-z\u3400-\u9fff'’.-]{1,20}(?: (?:&|and|of|de|of the) | ))(?:[A-Z][A-Za-z\u3400-\u9fff'’.-]{0,20}(?: (?:&|and|of|de|of the) | )){0,3}(?:Surgery|Hospital|Clinic|Infirmary|Medical Cent(?:er|re)|Health Cent(?:er|re)|Foundry|University|School|College|Academy|Ltd|Inc|Limited|Factory|Nursing Home|Care Home|Practice|Pharmacy|Mill|Works|Plant|Bakery|Brewery|Farm|Hotel|Church|Prison|Nursery|Shipyard|Mine|Garage|Logistics|Foods|Steel|Textiles|Hospice|Birth Centre|Day Centre|Health Board|Haulage|Transport|Motors|Tyres|Stores|Supermarket|Shipping|Airlines|Airways|Railways|Primary|Grammar|High School|Primary School|Secondary School|Infant School|Junior School|Kindergarten|Institute|Polytechnic|Barracks|Residential Home|Rest Home|Retirement Home|Sheltered Housing|General Hospital|District Hospital|Community Hospital|Memorial Hospital|Group Practice|Engineering|Construction|Bank)\b)/dg
const UNIVERSITY =
  /\b((?:Universi(?:ty|dad|te|tat|dade)|College|Hospital|Instituto|Ecole|Escuela)(?: (?:of|de|da|do|del|di|von|the))? [A-Z][A-Za-z\u3400-\u9fff'’-]{2,20}(?: [A-Z][A-Za-z\u3400-\u9fff'’-]{2,20})?)/dg
const EMPLOYER =
  /\b(?:[Ww]orks (?:(?:nights|days|shifts|part[- ]time|full[- ]time) )?(?:at|for|in)(?: the)?|[Dd]rives? (?:\w+ )?for|[Dd]river (?:for|at|with)|[Ee]mployee (?:of|at)|[Tt]eache[sr]+ at|[Ss]tudent at|[Ss]tudies at|[Vv]olunteers? (?:at|for)|[Ww]orked (?:at|for)|[Ww]orking (?:at|for)|[Ee]mployed (?:at|by)|[Jj]ob at|[Rr]etired from|[Mm]anager (?:at|of)|[Ff]oreman at|(?:[Bb]oss|[Cc]olleagues?|[Ss]hift|[Dd]esk|[Aa]pprentice(?:ship)?|[Tt]rainee|[Pp]lacement|[Ss]upervisor|[Cc]o-?workers?|[Ww]orkmates?) at|(?:[Pp]lan|[Ii]nsur(?:ed|ance)|[Cc]overage|[Pp]olicy|[Bb]enefits|[Ss]cheme|[Pp]ension) (?:is |was )?(?:through|via|with)(?: (?:his|her|their) (?:employer|job|work),?)?) ([A-Z][A-Za-z\u3400-\u9fff'’.&-]{1,20}(?: (?:&|and(?= [A-Z])|of(?= [A-Z])|[A-Z][A-Za-z\u3400-\u9fff'’-]{1,20})){0,4})/dg
/** Ridgeway Tool & Die, Kettle & Sons: a firm of partners, which no part of the body or service is. */
const PARTNERS =
  /((?!(?:Head|Ear|Nose|Obs|Trauma|Accident|Rehab|Speech|Language|Nutrition|Birth|Health|Quality|Pharmacy|Therapeutics|Emergency|Heart|Chest|Mouth|Foot|Hand|Hip|Knee|Breast|Brain|Spine|Skin|Allergy|Asthma|Ward|Theatre|Neuro[A-Za-z\u3400-\u9fff]*|Cardio[A-Za-z\u3400-\u9fff]*|[A-Za-z\u3400-\u9fff]+(?:ology|iatrics|etics|aedics|therapy|ing|ion|ics)) )[A-Z][A-Za-z\u3400-\u9fff'’-]{2,20}(?: [A-Z][A-Za-z\u3400-\u9fff'’-]{2,20}){0,2} (?:&|and) (?:Sons?|Daughters?|Bros|Brothers|Co|Partners|Associates|Die|Tooling|Company|Family)|(?<=\b(?:through|at|for|from|with|by|via|of|ex) )[A-Z][a-z'’-]{2,20}(?: [A-Z][a-z'’-]{2,20}){0,2} & [A-Z][a-z'’-]{2,20}(?: [A-Z][a-z'’-]{2,20})?)(?![A-Za-z\u3400-\u9fff]| (?:clinic|ward|team|unit|service|referral|review))/dg
/** Ex-Rolls-Royce fitter, a Tata Steel worker: a firm before who works there. */
const WORKS_THERE =
  /\b(?:[Ee]x|[Ff]ormer|[Rr]etired|[Aa]n?|[Aa]t|[Bb]y)[- ]([A-Z][a-z'’]{2,20}(?:[- ][A-Z][a-z'’]{2,20}){0,2})(?= (?:fitter|employee|engineer|driver|worker|machinist|miner|welder|clerk|cashier|packer|picker|courier|mechanic|technician|apprentice|labourer|operative|cleaner|shop assistant|pilot|guard|conductor)s?\b)/dg
/** GP surgery: Tullyard Practice; a saint's hospital or school. */
const LABELLED_ORGANISATION =
  /(?:[Ss]urgery|[Pp]ractice|[Hh]ospital|[Ss]chool|[Nn]ursery|[Ee]mployer|[Cc]are home|[Pp]harmacy|[Ww]orkplace|[Ss]ch|[Uu]ni|[Cc]ollege) ?: ?([A-Z][A-Za-z\u3400-\u9fff'’.-]{2,20}(?: (?:&|and|of|[A-Z][A-Za-z\u3400-\u9fff'’.-]{1,20})){0,4})/dg
/** HMP Wandsworth, nursing home (Beechcroft), barista at Costa, Ward: Nightingale, 190 E 72nd St. */
const NAMED =
  /(?:\bHMP(?: YOI)? |\b(?:nursing home|care home|hospice|school|employer|surgery|practice|GP|nursery|facility|prison|hotel|hostel|rehab|residential home) \(|\b(?:[Bb]arista|[Cc]hef|[Cc]ook|[Cc]lerk|[Pp]ilot|[Gg]uard|[Ww]aiter|[Ww]aitress|[Cc]leaner|[Ww]elder|[Pp]lumber|[Ee]lectrician|[Mm]echanic|[Cc]ashier|[Aa]ccountant|[Ee]ngineer|[Tt]eacher|[Ll]ecturer|[Pp]upil|[Bb]uilder|[Ff]itter|[Mm]achinist|[Rr]eceptionist|[Cc]oach|[Dd]ishwasher|[Bb]artender|[Bb]arman|[Bb]armaid|[Pp]orter|[Bb]aker|[Bb]utcher|[Hh]airdresser|[Cc]arpenter|[Jj]oiner|[Rr]oofer|[Pp]ainter|[Ll]abourer|[Pp]acker|[Pp]icker|[Cc]ourier|[Dd]river|[Ss]upervisor|[Tt]echnician|[Ss]tylist|[Cc]arer|[Gg]ardener|[Gg]room|[Ss]tudent|[Aa]pprentice|[Tt]rainee|[Oo]perator|[Oo]perative|[Ww]orker|[Ss]ecretary|[Aa]ssistant|[Dd]ocker|[Ff]isherman|[Mm]iner|[Ff]oreman|[Jj]anitor|[Cc]aretaker) (?:at|for|with|in) (?:the )?|\b[Ww]ard ?: ?)(?!(?:[A-Z]{2,}|Round|The|Medical|Surgical)\b)([A-Z][A-Za-z\u3400-\u9fff'’&-]{2,20}(?: [A-Z][A-Za-z\u3400-\u9fff'’&-]{1,20}){0,2})/dg
const NUMBERED_STREET =
  /((?:[Aa]pt\.? ?[A-Z\d]{1,4},? )?\b\d{1,5} (?:[NSEW]\.? |(?:North|South|East|West) )?\d{1,3}(?:st|nd|rd|th) (?:St|Ave|Street|Avenue|Blvd|Rd|Pl|Dr)\b)/dg
const POSTCODE = '[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[A-Z]{2}'
/** At Bryn Awel, Heol y Bont, Bala LL23 7AA: whatever stands before a postcode. */
const UP_TO_POSTCODE = new RegExp(
  `\\b(?:at|[Aa]ddress:?|of|from|to|in|[Hh]ome:?|[Ll]ives:?) ([A-Z][^.;:\\n()]{3,70}?${POSTCODE})(?![A-Za-z\\u3400-\\u9fff\\d])`,
  'dg',
)
const SAINT =
  /(?:at|from|to|in|of|[Aa]ttends|[Uu]nder) (St\.? [A-Z][A-Za-z\u3400-\u9fff]{2,20}(?:['’]s)?)(?! (?:disease|fire|vitus))/dg
const PLATE =
  /\b(?:[Rr]eg(?:istration)?|[Pp]late|[Vv]ehicle|[Cc]ar|[Vv]an|[Aa]mbulance|[Mm]otorbike|[Mm]otorcycle|[Tt]ruck|[Ll]orry|[Tt]axi|[Ss]cooter|[Bb]us|[Cc]oach|[Rr]ego|[Uu]te|[Tt]ag|[Tt]railer|[Mm]oped|[Ss]edan|[Hh]atchback|SUV|[Pp]ickup|[Ss]aloon)\b[^.;\n]{0,16}?\b([A-Z]{2}\d{2} ?[A-Z]{3}|[A-Z]\d{1,3} ?[A-Z]{3}|[A-Z]{3}[ -]?\d{3,4}|\d[A-Z]{3}\d{3}|(?:[A-Z]{2} )?[A-Z]{3}-\d{4}|\d[A-Z]{2} ?\d{3}|\d{3} ?[A-Z]{3}|[A-Z]{2}-\d{2}-[A-Z]{2}|[A-Z]{1,3}[ -]\d{2,4}[ -][A-Z]{1,3}|\d{2,3}-[A-Z]{1,2}-\d{3,6}|[A-Z]{2,3}[ -]?\d{2}[A-Z]{1,2})\b/dg

/** KX19 VLT: the marks of Great Britain since 2001, which nothing else has. */
const BRITISH_PLATE =
  /\b((?!HR|RR|PR|BP|GA|CR|CT|MR)[A-HJ-PR-Y]{2}\d{2} (?!REG|BPM|HRS|MIN|NSR|IRR|THE|AND|FOR)[A-HJ-PR-Z]{3})\b/dg

const CAPITALISED = "[A-Z][A-Za-z\\u3400-\\u9fff'’.-]{1,20}"
const STREET =
  '(?:Road|Rd|Street|St|Lane|Ln|Avenue|Ave|Close|Drive|Crescent|Terrace|Gardens|Grove|Court|Way|Place|Row|Mews|Cottages?|Villas?|Mansions|House|Buildings|Yard|Gate|Quay|Wharf|Fold|Hill|Square|Walk|Boulevard|Blvd)'
const PLACE_WORD = "(?:St\\.|[A-Z][A-Za-z\\u3400-\\u9fff'’-]{1,20})"
const REGION =
  '(?:NSW|VIC|Vic|QLD|Qld|TAS|Tas|ACT|NT|SA|WA) \\d{4}|(?:ON|QC|BC|AB|MB|SK|NS|NB) [A-Z]\\d[A-Z] ?\\d[A-Z]\\d|[ACDEFHKNPRTVWXY]\\d[\\dW] ?[A-Z\\d]{4}|BT\\d{1,2} ?\\d[A-Z]{2}'
const TOWN = `(?:, ?${PLACE_WORD}(?:[ -](?:upon |on |le |under )?${PLACE_WORD}){0,2}){0,3}(?:,? (?:${POSTCODE}|${REGION})(?![A-Za-z\\u3400-\\u9fff\\d]))?`
const HOUSE_NAME = `(?:The (?:Old |New )?${PLACE_WORD}(?: ${PLACE_WORD})?|(?:${PLACE_WORD} ){1,3}(?:House|Cottages?|Lodge|Farm|Farmhouse|Forge|Mill|Barn|Court|Manor|Hall|Villas?|Grange|Rectory|Vicarage|Bungalow|Building|Towers?|Mansions|Point|Heights|Croft|Gate|View|Chalet|Caravan Park|Residences?|Apartments|Flats|Estate|Home)|(?:Ty|Plas|Bryn|Tigh|Glan|Pen|Cae|Maes|Llys|Tir|Dun|Bally) ${PLACE_WORD})`
/** 8b Pinfold Lane, Otley; Flat 3, Denholm House, Station Rd; a street without a number; a postcode alone. */
const STREETS = [
  `\\b(?:(?:Flat|Apartment|Apt|Unit|Suite) ?[A-Z\\d]{1,4},? )?\\d{1,5}[a-z]?(?:[/-]\\d{1,5}[a-z]?)? (?:${CAPITALISED} ){1,4}${STREET}\\b\\.?${TOWN}`,
  `${BEGIN}${HOUSE_NAME}, ?(?:\\d{1,5}[a-z]? )?(?:${PLACE_WORD} ){1,3}${STREET}\\b\\.?${TOWN}`,
  `${BEGIN}${HOUSE_NAME}(?:, ?${PLACE_WORD}(?: ${PLACE_WORD}){0,2}){0,3},? (?:${POSTCODE}|${REGION})(?![A-Za-z\\u3400-\\u9fff\\d])`,
  `${BEGIN}(?:${PLACE_WORD} ){1,3}${STREET}\\b(?:, ?${PLACE_WORD}(?: ${PLACE_WORD}){0,2}){0,3},? (?:${POSTCODE}|${REGION})(?![A-Za-z\\u3400-\\u9fff\\d])`,
  `(?<=\\b(?:of|at|from|to|in) )(?:${PLACE_WORD} ){1,2}(?:House|Lodge|Grange|Manor|Towers|Mansions|Court)(?=,? \\d{1,5}[a-z]? [A-Z])`,
  `${BEGIN}(?:${PLACE_WORD} ){0,1}${PLACE_WORD},? (?:${POSTCODE}|(?:NSW|VIC|QLD|TAS|ACT) \\d{4})(?![A-Za-z\\u3400-\\u9fff\\d])`,
  `\\b(?:Flat|Apartment|Apt) ?[A-Z\\d]{1,4}(?:,? ${CAPITALISED}(?: ${CAPITALISED}){0,2}){1,3}(?:,? ${POSTCODE})?`,
  `(?<=\\b(?:on|in|at|near|off|to|from|of) )(?:${CAPITALISED} ){1,2}(?:Road|Rd|Street|Lane|Avenue|Ave|Crescent|Boulevard)\\b(?: (?:bus|railway|tube|petrol|police|fire) station)?`,
  `\\b${POSTCODE}\\b`,
  '\\b[ABCEGHJ-NPRSTVXY]\\d[A-Z] \\d[A-Z]\\d\\b',
].map((form) => new RegExp(`(${form})`, 'dg'))

const OWN_NAME = "(?:St\\.? |[A-Z])[A-Za-z\\u3400-\\u9fff'’-]{1,20}"
/** From St Wilfrid's Primary, Employer (Trent Foundry): an institution by its own name. */
const INSTITUTION = new RegExp(
  `(?:\\b(?:[Ff]rom|[Aa]t|[Tt]o|[Bb]y|[Nn]ear|[Ii]n|[Oo]f|[Ff]or|[Aa]ttends|[Ee]mployer|[Ss]chool|[Ww]orkplace)[ :(]{1,2}(?:the )?|, )(?!(?:The|Good|Best|Clinical|Vascular|Colorectal|Plastic|Breast|Bariatric|Thoracic|Cardiothoracic|Hepatobiliary|Maxillofacial|Trauma|Orthop?a?edic|Laparoscopic|Major|Minor|Elective|Spinal|Brain|Head|Neck|Hand|Oral|Robotic|Endocrine|Transplant|P?a?ediatric|Upper|Lower|Urgent|Open|Heart|Bypass|Valve|Cataract|Hospital|Nursing|Family|Local|General|Community|District|Teaching|Cardiac|Stroke|Renal|Pain|Dental|Eye|Day|Acute|Mental|Primary|Secondary|Intensive|Emergency|Children['’]s|[A-Za-z\\u3400-\\u9fff]+(?:ology|iatrics|iatry|aedics)) )(${OWN_NAME}(?: (?:& |and )?${OWN_NAME}){0,3} (?:Primary|Infants|Juniors|Grammar|Comprehensive|Secondary|Birth Centre|Health Centre|Medical Centre|Leisure Centre|Hospice|Barracks|Depot|Warehouse|Surgery|Infirmary|Foundry|Bakery|Brewery|Mill|Works|Shipyard|Garage|Nursery|School|Academy|College|Farm|Hotel|Nursing Home|Care Home|Lodge|Practice|Pharmacy|Logistics|Dairy|Quarry|Colliery|Supermarket|Restaurant)\\b)`,
  'dg',
)
/** Royal College of Physicians: who writes guidelines is no identity. */
export const OF_PROFESSION =
  /College of (?:[A-Z]\w+ )*?(?:\w+(?:ians?|eons?|ists?|ology|ers?)|Nursing|Nurses|Midwives|Medicine|Emergency|Chest|Critical)/

const CAPITALISED_FORMS: readonly Form[] = [
  ['address', ORGANISATION],
  ['address', UNIVERSITY],
  ['address', EMPLOYER],
  ['address', PARTNERS],
  ['address', WORKS_THERE],
  ['address', LABELLED_ORGANISATION],
  ['address', SAINT],
  ['address', NAMED],
  ['address', UP_TO_POSTCODE],
  ['address', NUMBERED_STREET],
  ['plate', PLATE],
  ['plate', BRITISH_PLATE],
  ['address', INSTITUTION],
  ...STREETS.map((form) => ['address', form] as const),
]

/** Employers, schools, surgeries and number plates of English text in plain letters, for their capitals tell them. */
export function findCapitalised(plain: string): FoundIdentifier[] {
  return byForms(plain, CAPITALISED_FORMS).filter(
    ({ from, to }) => !OF_PROFESSION.test(plain.slice(from, to)),
  )
}

/** Postal addresses: behind a label, or at least two administrative parts in a row. */
export function findAddresses({ text }: FoldedText): FoundIdentifier[] {
  return [...labelled(text), ...unlabelled(text), ...english(text)]
}
