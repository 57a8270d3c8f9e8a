import { byForms, type Form } from '@/lib/privacy/by-forms'
import type { FoundIdentifier } from '@/lib/privacy/found-identifier'
import { PLATES } from '@/lib/privacy/plate-forms'
import { BEGIN } from '@/lib/privacy/names/plain-letters'

/** No kind of clinic, of patient or of care in front of what ends a name. */
const NO_GENERAL = `(?!(?:The|Good|Best|Liver|Kidney|Lung|Chest|Fracture|Falls|Memory|Warfarin|Anticoagulation|Antenatal|Postnatal|Fertility|Diabetic|Diabetes|Asthma|Allergy|Wound|Leg|Foot|Skin|Sleep|Headache|Epilepsy|Seizure|Arrhythmia|Outpatient|Walk-in|Ambulatory|Virtual|Telephone|Video|Joint|Combined|Young|Adult|Women['’]s|Men['’]s|Well|Travel|Smoking|Sexual|Private|Public|Acute|One-stop|Rapid|Follow-up|Review|Preop|Pre-op|Nurse-led|Clinical|Vascular|Colorectal|Plastic|Breast|Bariatric|Thoracic|Cardiothoracic|Hepatobiliary|Maxillofacial|Trauma|Orthop?a?edic|Laparoscopic|Major|Minor|Elective|Spinal|Brain|Head|Neck|Hand|Oral|Robotic|Endocrine|Transplant|P?a?ediatric|Upper|Lower|Urgent|Open|Heart|Bypass|Valve|Cataract|Hospital|Nursing|Family|Local|General|Community|District|Teaching|Cardiac|Stroke|Renal|Pain|Dental|Eye|Day|Acute|Mental|Primary|Secondary|Intensive|Emergency|Children['’]s|[A-Za-z\\u3400-\\u9fff]+(?:ology|iatrics|iatry|aedics)) )`
/** What ends the name of whoever employs, teaches or treats. */
const EMPLOYERS =
  '(?:Surgery|Hospital|Clinic|Infirmary|Medical Cent(?:er|re)|Health Cent(?:er|re)|Foundry|University|School|College|Academy|Ltd|Inc|Limited|Factory|Nursing Home|Care Home|Practice|Pharmacy|Mill|Works|Plant|Bakery|Brewery|Farm|Hotel|Church|Prison|Nursery|Shipyard|Mine|Garage|Logistics|Foods|Steel|Textiles|Hospice|Birth Centre|Day Centre|Health Board|Haulage|Transport|Motors|Tyres|Stores|Supermarket|Shipping|Airlines|Airways|Railways|Primary|Grammar|High School|Primary School|Secondary School|Infant School|Junior School|Kindergarten|Institute|Polytechnic|Barracks|Residential Home|Rest Home|Retirement Home|Sheltered Housing|General Hospital|District Hospital|Community Hospital|Memorial Hospital|Group Practice|Engineering|Construction|Bank|Fabrications?|Manufacturing|Manufacturers|Industries|Industrial|Holdings|Packaging|Plastics|Chemicals|Pharmaceuticals|Electronics|Electrical|Joinery|Roofing|Scaffolding|Quarry|Quarries|Colliery|Dockyard|Docks|Depot|Warehouse|Distribution|Freight|Couriers?|Cabs|Taxis|Coaches|Buses|Insurance|Solicitors|Builders|Contractors|Furniture|Carpets|Fisheries|Seafoods|Poultry|Meats|Dairy|Dairies|Concrete|Aggregates|Castings|Forge|Aerospace|Aviation|Offshore|Refinery|Mining|Printers|Publishing|Brickworks|Ironworks|Steelworks|Gasworks|Sawmill|Timber|Tannery|Distillery|Winery|Vineyard|Orchards?|Nurseries|Stables|Kennels|Butchers|Bakers|Laundry|Dry Cleaners|Salon|Library|Museum|Cinema|Leisure|Stadium|Airport|Restaurant|Caf[eé]|Cash (?:&|and) Carry)'
const ORGANISATION = new RegExp(
  `(?:registered (?:with|at)|referred (?:by|from|to)|transferred (?:from|to)|discharged to|admitted (?:from|to)|resident (?:of|at|in)|followed (?:up )?(?:at|by)|under|retired from|[Ww]orks? (?:at|for)|[Ww]orking (?:at|for)|[Ee]mployed (?:at|by)|[Vv]ia ambulance from|employer:?|From|At|Of|teach(?:er|es) at|nurse at|student at|studies at|pupil at|attends|school:|of|at|from) ${NO_GENERAL}((?:[A-Z][A-Za-z\\u3400-\\u9fff'’.-]{1,20}(?: (?:&|and|of|de|of the) | ))(?:[A-Z][A-Za-z\\u3400-\\u9fff'’.-]{0,20}(?: (?:&|and|of|de|of the) | )){0,3}${EMPLOYERS}\\b)`,
  'dg',
)
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
  /(?:[Ss]urgery|[Pp]ractice|[Hh]ospital|[Ss]chool|[Nn]ursery|[Ee]mployer|[Cc]are home|[Pp]harmacy|[Ww]orkplace|[Ss]ch|[Uu]ni|[Cc]ollege) ?: ?(?!(?:Day|None|Same|Not|Unknown|Yes|See|Nil)\b)([A-Z][A-Za-z\u3400-\u9fff'’.-]{2,20}(?: (?:&|and|of|[A-Z][A-Za-z\u3400-\u9fff'’.-]{1,20})){0,4})/dg
/** HMP Wandsworth, nursing home (Beechcroft), barista at Costa, Ward: Nightingale, 190 E 72nd St. */
const NAMED =
  /(?:\bHMP(?: YOI)? |\b(?:nursing home|care home|hospice|school|employer|surgery|practice|GP|nursery|facility|prison|hotel|hostel|rehab|residential home) \(|\b(?:[Bb]arista|[Cc]hef|[Cc]ook|[Cc]lerk|[Pp]ilot|[Gg]uard|[Ww]aiter|[Ww]aitress|[Cc]leaner|[Ww]elder|[Pp]lumber|[Ee]lectrician|[Mm]echanic|[Cc]ashier|[Aa]ccountant|[Ee]ngineer|[Tt]eacher|[Ll]ecturer|[Pp]upil|[Bb]uilder|[Ff]itter|[Mm]achinist|[Rr]eceptionist|[Cc]oach|[Dd]ishwasher|[Bb]artender|[Bb]arman|[Bb]armaid|[Pp]orter|[Bb]aker|[Bb]utcher|[Hh]airdresser|[Cc]arpenter|[Jj]oiner|[Rr]oofer|[Pp]ainter|[Ll]abourer|[Pp]acker|[Pp]icker|[Cc]ourier|[Dd]river|[Ss]upervisor|[Tt]echnician|[Ss]tylist|[Cc]arer|[Gg]ardener|[Gg]room|[Ss]tudent|[Aa]pprentice|[Tt]rainee|[Oo]perator|[Oo]perative|[Ww]orker|[Ss]ecretary|[Aa]ssistant|[Dd]ocker|[Ff]isherman|[Mm]iner|[Ff]oreman|[Jj]anitor|[Cc]aretaker) (?:at|for|with|in) (?:the )?|\b[Ww]ard ?: ?)(?!(?:[A-Z]{2,}|Round|The|Medical|Surgical)\b)([A-Z][A-Za-z\u3400-\u9fff'’&-]{2,20}(?: [A-Z][A-Za-z\u3400-\u9fff'’&-]{1,20}){0,2})/dg
const NUMBERED_STREET =
  /((?:[Aa]pt\.? ?[A-Z\d]{1,4},? )?\b\d{1,5} (?:[NSEW]\.? |(?:North|South|East|West) )?\d{1,3}(?:st|nd|rd|th) (?:St|Ave|Street|Avenue|Blvd|Rd|Pl|Dr)\b)/dg
/** A postcode of the United Kingdom. */
export const POSTCODE = '[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[A-Z]{2}'
/** At Bryn Awel, Heol y Bont, Bala LL23 7AA: whatever stands before a postcode. */
const UP_TO_POSTCODE = new RegExp(
  `\\b(?:at|[Aa]ddress:?|of|from|to|in|[Hh]ome:?|[Ll]ives:?) ([A-Z][^.;:\\n()]{3,70}?${POSTCODE})(?![A-Za-z\\u3400-\\u9fff\\d])`,
  'dg',
)
const SAINT =
  /(?:at|from|to|in|of|[Aa]ttends|[Uu]nder) (St\.? [A-Z][A-Za-z\u3400-\u9fff]{2,20}(?:['’]s)?)(?! (?:disease|fire|vitus))/dg
const CAPITALISED = "[A-Z][A-Za-z\\u3400-\\u9fff'’.-]{1,20}"
const STREET =
  '(?:Road|Rd|Street|St|Lane|Ln|Avenue|Ave|Close|Drive|Crescent|Terrace|Gardens|Grove|Court|Way|Place|Row|Mews|Cottages?|Villas?|Mansions|House|Buildings|Yard|Gate|Quay|Wharf|Fold|Hill|Square|Walk|Boulevard|Blvd)'
/** 6 Minute Walk, 3 Way Tap: what is counted is no street. */
export const NO_COUNT =
  '(?!(?:Minutes?|Mins?|Hours?|Hrs?|Days?|Weeks?|Months?|Years?|Seconds?|Way|Views?|Leads?|Lumens?|Rings?|Points?|Steps?|Stages?|Grades?|Units?|Parts?|Items?|French|Fr|Gauge|Meter|Metre|Foot|Feet|Vessel|Level|Channel|Drug|Dose|Cycle)\\b)'
const PLACE_WORD = "(?:St\\.|[A-Z][A-Za-z\\u3400-\\u9fff'’-]{1,20})"
const REGION =
  '(?:NSW|VIC|Vic|QLD|Qld|TAS|Tas|ACT|NT|SA|WA) \\d{4}|(?:ON|QC|BC|AB|MB|SK|NS|NB) [A-Z]\\d[A-Z] ?\\d[A-Z]\\d|[ACDEFHKNPRTVWXY]\\d[\\dW] ?[A-Z\\d]{4}|BT\\d{1,2} ?\\d[A-Z]{2}'
const TOWN = `(?:, ?${PLACE_WORD}(?:[ -](?:upon |on |le |under )?${PLACE_WORD}){0,2}){0,3}(?:,? (?:${POSTCODE}|${REGION})(?![A-Za-z\\u3400-\\u9fff\\d]))?`
const HOUSE_NAME = `(?:The (?:Old |New )?${PLACE_WORD}(?: ${PLACE_WORD})?|(?:${PLACE_WORD} ){1,3}(?:House|Cottages?|Lodge|Farm|Farmhouse|Forge|Mill|Barn|Court|Manor|Hall|Villas?|Grange|Rectory|Vicarage|Bungalow|Building|Towers?|Mansions|Point|Heights|Croft|Gate|View|Chalet|Caravan Park|Residences?|Apartments|Flats|Estate|Home)|(?:Ty|Plas|Bryn|Tigh|Glan|Pen|Cae|Maes|Llys|Tir|Dun|Bally) ${PLACE_WORD})`
/** 8b Pinfold Lane, Otley; Flat 3, Denholm House, Station Rd; a street without a number; a postcode alone. */
const HAS_STREET = new RegExp(`${STREET}\\b`)
const HAS_POSTCODE = new RegExp(POSTCODE)
const HAS_REGION = new RegExp(`${POSTCODE}|${REGION}`)
const HAS_HOUSE =
  /(?:House|Cottages?|Lodge|Farm|Farmhouse|Forge|Mill|Barn|Manor|Hall|Villas?|Grange|Rectory|Vicarage|Bungalow|Croft|Park|Residences?|Apartments|Flats|Estate), [A-Z]/
const STREETS: readonly (readonly [form: string, needs?: RegExp])[] = [
  [
    `\\b(?:(?:Flat|Apartment|Apt|Unit|Suite) ?[A-Z\\d]{1,4},? )?\\d{1,5}[a-z]?(?:[/-]\\d{1,5}[a-z]?)? ${NO_COUNT}(?:${CAPITALISED} ){1,4}${STREET}\\b\\.?${TOWN}`,
    HAS_STREET,
  ],
  [`${BEGIN}${HOUSE_NAME}, ?(?:\\d{1,5}[a-z]? )?(?:${PLACE_WORD} ){1,3}${STREET}\\b\\.?${TOWN}`, HAS_STREET],
  [
    `${BEGIN}${HOUSE_NAME}(?:, ?${PLACE_WORD}(?: ${PLACE_WORD}){0,2}){0,3},? (?:${POSTCODE}|${REGION})(?![A-Za-z\\u3400-\\u9fff\\d])`,
    HAS_REGION,
  ],
  [
    `${BEGIN}(?:${PLACE_WORD} ){1,3}${STREET}\\b(?:, ?${PLACE_WORD}(?: ${PLACE_WORD}){0,2}){0,3},? (?:${POSTCODE}|${REGION})(?![A-Za-z\\u3400-\\u9fff\\d])`,
    HAS_STREET,
  ],
  // at Bryn Farm, Bala: a house or a farm with its town and no street
  [
    `(?<=\\b(?:of|at|from|to|in|near) )${HOUSE_NAME}, ${PLACE_WORD}(?:[ -]${PLACE_WORD}){0,2}(?=[:.,;)\\n]|$| with | and )`,
    HAS_HOUSE,
  ],
  [
    `(?<=\\b(?:of|at|from|to|in) )(?:${PLACE_WORD} ){1,2}(?:House|Lodge|Grange|Manor|Towers|Mansions|Court)(?=,? \\d{1,5}[a-z]? [A-Z])`,
  ],
  [
    `${BEGIN}(?:${PLACE_WORD} ){0,1}${PLACE_WORD},? (?:${POSTCODE}|(?:NSW|VIC|QLD|TAS|ACT) \\d{4})(?![A-Za-z\\u3400-\\u9fff\\d])`,
  ],
  [
    `\\b(?:Flat|Apartment|Apt) ?[A-Z\\d]{1,4}(?:,? ${CAPITALISED}(?: ${CAPITALISED}){0,2}){1,3}(?:,? ${POSTCODE})?`,
  ],
  [
    `(?<=\\b(?:on|in|at|near|off|to|from|of) )(?:${CAPITALISED} ){1,2}(?:Road|Rd|Street|Lane|Avenue|Ave|Crescent|Boulevard)\\b(?: (?:bus|railway|tube|petrol|police|fire) station)?`,
  ],
  [`\\b${POSTCODE}\\b`],
  ['\\b[ABCEGHJ-NPRSTVXY]\\d[A-Z] \\d[A-Z]\\d\\b'],
]

const INSTITUTIONS =
  '(?:Primary|Infants|Juniors|Grammar|Comprehensive|Secondary|Birth Centre|Health Centre|Medical Centre|Leisure Centre|Hospice|Barracks|Depot|Warehouse|Surgery|Infirmary|Foundry|Bakery|Brewery|Mill|Works|Shipyard|Garage|Nursery|School|Academy|College|Farm|Hotel|Nursing Home|Care Home|Lodge|Practice|Pharmacy|Logistics|Dairy|Quarry|Colliery|Supermarket|Restaurant)'
const OWN_NAME = "(?:St\\.? |[A-Z])[A-Za-z\\u3400-\\u9fff'’-]{1,20}"
/** From St Wilfrid's Primary, Employer (Trent Foundry): an institution by its own name. */
const INSTITUTION = new RegExp(
  `(?:\\b(?:[Ff]rom|[Aa]t|[Tt]o|[Bb]y|[Nn]ear|[Ii]n|[Oo]f|[Ff]or|[Aa]ttends|[Ee]mployer|[Ss]chool|[Ww]orkplace)[ :(]{1,2}(?:the )?|, )${NO_GENERAL}(${OWN_NAME}(?: (?:& |and )?${OWN_NAME}){0,3} ${INSTITUTIONS}\\b)`,
  'dg',
)
/** Oakwood Care Home rang: an institution by its own name at the beginning of a sentence, before what only people do. */
const INSTITUTION_ACTS = new RegExp(
  `(?:^|[\\n.;!?] ?)${NO_GENERAL}(${OWN_NAME}(?: (?:& |and )?${OWN_NAME}){0,3} ${INSTITUTIONS})(?= (?:has |have |just )?(?:rang|phoned|called|emailed|faxed|staff|manager|reports?|reported|says?|said|asks?|asked|confirms?|confirmed|requests?|requested|unable|willing|will|can|cannot)\\b)`,
  'dg',
)
/** Royal College of Physicians: who writes guidelines is no identity. */
export const OF_PROFESSION =
  /College of (?:[A-Z]\w+ )*?(?:\w+(?:ians?|eons?|ists?|ology|ers?)|Nursing|Nurses|Midwives|Medicine|Emergency|Chest|Critical)/

/** A small letter or a comma before a word with a capital: most Chinese notes have none. */
const TOWARDS_CAPITAL = /[a-z,P] ?[ :(] ?[A-Z]/
/** Lives in Tooting, at the end of a clause: a town that is a word too, but no kind of dwelling. */
const LIVES_IN =
  /\b(?:[Ll]ives|[Ll]iving|[Ll]ived|[Rr]esid(?:es|ing|ent)|[Gg]rew up) in ((?!(?:Sheltered|Residential|Nursing|Supported|Care|Rural|Urban|Temporary|Hostel|Warden|Bungalow|House|Flat|Own|Extra|Assisted|Home|Group|Retirement)\b)[A-Z][a-z]{3,20}(?:[ -][A-Z][a-z]{2,20})?)(?=[,.;)\n]|$| with| and)/dg
const FORMS: readonly Form[] = [
  ['address', ORGANISATION, new RegExp(` ${EMPLOYERS}\\b`)],
  ['address', UNIVERSITY, /[a-z] [A-Z]/],
  ['address', EMPLOYER, TOWARDS_CAPITAL],
  ['address', PARTNERS, / (?:&|and) [A-Z]/],
  ['address', WORKS_THERE, /[a-zA-Z][- ][A-Z][a-z'’]/],
  ['address', LABELLED_ORGANISATION, /[a-z] ?: ?[A-Z]/],
  ['address', SAINT],
  ['address', LIVES_IN],
  // OSH: Tri-County Regional
  [
    'address',
    /\b(?:OSH|[Oo]utside [Hh]osp(?:ital)?|(?:[Tt]ransferring|[Rr]eferring|[Ss]ending) (?:facility|hospital)|[Ff]acility) ?: ?([A-Z][a-z][A-Za-z'’.-]{1,20}(?: [A-Z][a-z][A-Za-z'’.-]{1,20}){1,3})/dg,
  ],
  ['address', NAMED, TOWARDS_CAPITAL],
  ['address', UP_TO_POSTCODE, HAS_POSTCODE],
  ['address', NUMBERED_STREET, /\d(?:st|nd|rd|th) [A-Z]/],
  ...PLATES,
  ['address', INSTITUTION_ACTS, new RegExp(` ${INSTITUTIONS} `)],
  ['address', INSTITUTION, new RegExp(` ${INSTITUTIONS}\\b`)],
  ...STREETS.map(([form, needs]): Form => ['address', new RegExp(`(${form})`, 'dg'), needs]),
]

/** Employers, schools, surgeries and number plates of English text in plain letters, for their capitals tell them. */
export function findCapitalised(plain: string): FoundIdentifier[] {
  return byForms(plain, FORMS).filter(({ from, to }) => !OF_PROFESSION.test(plain.slice(from, to)))
}
