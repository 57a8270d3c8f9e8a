import type { Form } from '@/lib/privacy/by-forms'

const VEHICLES =
  'reg(?:istration)?|plate|vehicle|car|van|ambulance|motor ?bike|motor ?cycle|truck|lorry|taxi|cab|scooter|bus|coach|rego|ute|tag|trailer|moped|sedan|hatchback|pickup|saloon|two-?wheeler|three-?wheeler|auto(?:rickshaw)?|rickshaw|bike|jeep|minibus|tanker|tractor|tempo'
/** Each word with a small letter or a capital in front. */
const either = (words: string) =>
  words
    .split('|')
    .map((word) => `[${word[0]}${word[0]?.toUpperCase()}]${word.slice(1)}`)
    .join('|')

/** Marks by country: they are the number of nobody without a vehicle in front. */
const MARKS = [
  // India: TN 09 BX 4471, DL 3C AM 7788, KA-05-MH-1234
  '[A-Z]{2}[ -]?\\d{1,2}[A-Z]?[ -]?[A-Z]{1,3}[ -]?\\d{3,4}',
  // Singapore: SBA 1234 A, SHA1234K
  '[A-Z]{2,3} ?\\d{2,4} ?[A-Z]',
  // Great Britain: KX19 VLT, A123 BCD
  '[A-Z]{2}\\d{2} ?[A-Z]{3}',
  '[A-Z]\\d{1,3} ?[A-Z]{3}',
  '[A-Z]{3}[ -]?\\d{3,4}',
  // Hong Kong: VC 4471
  '[A-Z]{2} \\d{3,4}',
  // California, Sri Lanka
  '\\d[A-Z]{3}\\d{3}',
  '(?:[A-Z]{2} )?[A-Z]{2,3}-\\d{4}',
  // Australia: 1AB-2CD, CJ 44 KL, ABC 12D
  '\\d[A-Z]{2}[ -]?\\d[A-Z]{2}',
  '\\d[A-Z]{2} ?\\d{3}',
  '\\d{3} ?[A-Z]{3}',
  '[A-Z]{2}[- ]\\d{2}[- ][A-Z]{2}',
  '[A-Z]{1,3}[ -]\\d{2,4}[ -][A-Z]{1,3}',
  // Ireland: 191-D-20481
  '\\d{2,3}-[A-Z]{1,2}-\\d{3,6}',
  '[A-Z]{2,3}[ -]?\\d{2}[A-Z]{1,2}',
]
/** Letters and a number that stand behind a car too: the pressure, the age, the hour of a crash. */
const NO_MARK =
  '(?!(?:BP|HR|RR|GCS|ISS|CT|ED|SBP|MAP|FAST|AIS|MRI|XR|NEWS|BM|T|RTC|MVA|MVC|RTA|ETA|AT|AGE|OF|IN|PR|CK|CPR|PEA|TXA|IV|GA|WT|HT)[ -]?\\d)'

const BEHIND_VEHICLE = new RegExp(
  `\\b(?:${either(VEHICLES)}|SUV)\\b[^.;\\n]{0,16}?(?<![A-Z\\d])${NO_MARK}(${MARKS.join('|')})(?![A-Z\\d])`,
  'dg',
)

/** KX19 VLT: the marks of Great Britain since 2001, which nothing else has. */
const BRITISH =
  /\b((?!HR|RR|PR|BP|GA|CR|CT|MR)[A-HJ-PR-Y]{2}\d{2} (?!REG|BPM|HRS|MIN|NSR|IRR|THE|AND|FOR)[A-HJ-PR-Z]{3})\b/dg

/** States and territories of India by the two letters of their marks. */
const INDIAN_STATES =
  'AN|AP|AR|AS|BR|CG|CH|DD|DL|DN|GA|GJ|HP|HR|JH|JK|KA|KL|LA|LD|MH|ML|MN|MP|MZ|NL|OD|OR|PB|PY|RJ|SK|TN|TR|TS|UK|UP|UT|WB'
/** KA-05-MH-1234, MH12AB1234: state, district, series and four digits. */
const INDIAN = new RegExp(
  `(?<![A-Za-z\\d])((?:${INDIAN_STATES})[ -]?\\d{2}[ -]?[A-Z]{1,2}[ -]?\\d{4})(?![\\dA-Za-z])`,
  'dg',
)

/** Number plates of English text in plain letters. */
export const PLATES: readonly Form[] = [
  ['plate', BEHIND_VEHICLE, /[A-Z\d][ -]?[A-Z\d]{2}/],
  ['plate', BRITISH],
  ['plate', INDIAN],
]
