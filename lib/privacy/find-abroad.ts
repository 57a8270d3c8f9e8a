import { byForms, type Form } from '@/lib/privacy/by-forms'
import type { FoundIdentifier } from '@/lib/privacy/found-identifier'
import { NO_COUNT, POSTCODE as UK_POSTCODE } from '@/lib/privacy/find-capitalised'
import { BEGIN, END } from '@/lib/privacy/names/plain-letters'

/** A word with a capital as places have it, and a place of one to three of them. */
const WORD = "(?:St\\.|[A-Z](?:[a-z]|['’][A-Z])[A-Za-z'’-]{0,20})"
const PLACE = `${WORD}(?: (?:${WORD}|upon|on|le|de|la|of|the|y)){0,3}`
/** What parts an address goes on with: places, numbered parts, a flat of Singapore, a postcode. */
const POSTCODE = `(?:${UK_POSTCODE}|[A-Z]{2,3} \\d{4,5}|S\\(?\\d{6}\\)?|\\d{5,6})`
const FLAT = '#\\d{1,3}-\\d{1,5}[A-Z]?'
const PART = `(?:${FLAT}|${POSTCODE}|\\d{1,2}/F|(?:Tower|Block|Blk|Phase|Sector|Ward|Level|Floor|Flat|Unit|Wing|Section|Zone|Stage|Village|Taman|Kampung|Kg|Jalan|Jln|Lorong) [A-Z\\d][A-Z\\d/.-]{0,6}|\\d{1,4}(?:st|nd|rd|th) (?:Cross|Main|Street|Floor|Block|Stage|Road|Avenue|Mile)|${PLACE}(?: \\d{5,6})?)`
const MORE = `(?:,? ?${FLAT}|, ${PART}(?: ${POSTCODE})?){0,6}`
const NUMBER = '\\d{1,5}[A-Z]?(?:[/-]\\d{1,5}[A-Z]?){0,3}'

/** Ways as they are called abroad. */
const WAY =
  '(?:Ave(?:nue)?|St(?:reet)?|Rd|Road|Dr(?:ive)?|Cres(?:cent)?|Lor(?:ong)?|Lane|Ln|Way|Link|Walk|Close|Place|Pl|Terrace|Ter|Ring|Rise|View|Park|Hwy|Highway|Pde|Parade|Pkwy|Parkway|Loop|Trail|Cir(?:cle)?|Cl|Ct|Grove|Hill|Gardens?|Gdns)'
/** Counties of Ireland. */
const COUNTIES =
  'Antrim|Armagh|Carlow|Cavan|Clare|Cork|Derry|Donegal|Down|Dublin|Fermanagh|Galway|Kerry|Kildare|Kilkenny|Laois|Leitrim|Limerick|Longford|Louth|Mayo|Meath|Monaghan|Offaly|Roscommon|Sligo|Tipperary|Tyrone|Waterford|Westmeath|Wexford|Wicklow|Durham'

const FORMS: readonly Form[] = [
  // Blk 418 Bedok North Ave 2 #09-117, Block 22 Toa Payoh Lor 7 S310022
  [
    'address',
    new RegExp(
      `${BEGIN}((?:Apt )?(?:[Bb]lk|BLK|Block|BLOCK) \\d{1,4}[A-Z]?,? ${WORD}(?: ${WORD}){0,3}(?: \\d{1,3}[A-Z]?)?(?:,? ?${FLAT})?(?:,? (?:Singapore|S)? ?\\(?\\d{6}\\)?)?)(?![\\d-])`,
      'dg',
    ),
    /(?:[Bb]lk|BLK|B(?:lock|LOCK)) \d/,
  ],
  ['address', new RegExp(`(${FLAT})(?![\\d-])`, 'dg'), /#\d/],
  // Flat 12B, 8/F, Tower 3, Laguna Verde; Rm 1207, Block C, Wah Fu Estate; Flat C, 15/F, Yuet Wah House
  [
    'address',
    new RegExp(
      `${BEGIN}((?:Flat|Rm|Room|Unit|Suite|Apt|Shop) [A-Z\\d]{1,5}, ?(?:\\d{1,2}/F(?:loor)?|(?:Block|Tower|Blk|House) [A-Z\\d]{1,3})(?:, ${PART}){1,5})`,
      'dg',
    ),
    /(?:Flat|Rm|Room|Unit|Suite|Apt|Shop) [A-Z\d]/,
  ],
  // No. 14, Jalan SS2/55, Petaling Jaya; 12-3-4 Jalan Ampang; Lorong Hang Tuah 3
  [
    'address',
    new RegExp(
      `${BEGIN}((?:(?:No|Lot)\\.? ?)?${NUMBER},? (?:Jalan|Jln|Lorong|Lrg|Taman|Kampung|Kg|Persiaran|Lebuh) (?:${WORD}|[A-Z]{1,3}\\d{1,2}[A-Z]?(?:/\\d{1,3}[A-Z]?){0,2})(?: [A-Z\\d][A-Za-z\\d/-]{0,16}){0,3}(?:, \\d{5}(?: ${PLACE})?|, ${PLACE}){0,4})`,
      'dg',
    ),
    /(?:Jalan|Jln|Lorong|Lrg|Taman|Kampung|Kg|Persiaran|Lebuh) /,
  ],
  [
    'address',
    new RegExp(`${BEGIN}((?:Jalan|Jln|Kampung|Kg) ${WORD}(?: ${WORD}){0,2}(?:, ${PLACE}){0,2})`, 'dg'),
    /J(?:alan|ln) |K(?:ampung|g) /,
  ],
  // Door No 14/2, Gandhi Nagar; H.No. 5-4-221, Abids, Hyderabad; Plot 22, Sector 15, Rohini; Villa 14, Palm Meadows
  [
    'address',
    new RegExp(
      `${BEGIN}((?:(?:Old |New )?(?:Door|D|H|House|Flat|Plot|Villa|Site|Survey|Sy|Qtr|Quarter|Room|Shop)\\.? ?(?:[Nn]o\\.?|[Nn]umber|#)?[ :.]{0,2}${NUMBER}), ?${PART}(?:, ${PART}){0,5})`,
      'dg',
    ),
    /(?:Door|D|H|House|Flat|Plot|Villa|Site|Survey|Sy|Qtr|Quarter|Room|Shop)[. ]/,
  ],
  // 12, 3rd Cross, Indiranagar, Bangalore 560038
  [
    'address',
    new RegExp(
      `${BEGIN}((?:#|No\\.? ?)?${NUMBER}, \\d{1,3}(?:st|nd|rd|th) (?:Cross|Main|Block|Stage|Street|Avenue)(?: (?:Road|Street|Rd))?(?:, ${PART}){1,5})`,
      'dg',
    ),
    /\d(?:st|nd|rd|th) [CMBSA]/,
  ],
  // Unit 5, 31 Railway Pde, Burwood; Lot 22 Old Coast Hwy; RMB 1441, Wagga Wagga
  [
    'address',
    new RegExp(
      `${BEGIN}((?:(?:Unit|Lot|Shop|Flat|Villa) \\d{1,4}[A-Z]?,? )?${NUMBER} ${NO_COUNT}(?:${WORD} ){1,3}${WAY}${END}\\.?(?: \\d{1,3})?${MORE})`,
      'dg',
    ),
    new RegExp(` ${WAY}${END}`),
  ],
  [
    'address',
    new RegExp(`${BEGIN}(Lot \\d{1,4}[A-Z]?,? (?:${WORD} ){1,3}${WAY}${END}${MORE})`, 'dg'),
    /Lot \d/,
  ],
  [
    'address',
    new RegExp(
      `${BEGIN}((?:(?:RMB|RSD|MS) \\d{1,5}, ${PLACE}|(?:RR|RD|HC|RFD) ?#?\\d{1,4},? Box \\d{1,5})(?:, ${PART}){0,2}(?:,? [A-Z]{2}(?: \\d{5})?(?![A-Za-z]))?)`,
      'dg',
    ),
    /R(?:MB|SD) \d|MS \d|Box \d/,
  ],
  // 1187 County Road 9, Elk Hollow, WI 54611; 2210 State Route 17
  [
    'address',
    new RegExp(
      `(?<![A-Za-z\\d.])(\\d{1,5} (?:(?:[NSEW]|North|South|East|West)\\.? )?(?:County|State|Township|Forest|Ranch|Farm(?: to Market)?|US|FM|Rural|Private) (?:Road|Rd|Route|Rte|Highway|Hwy)\\.? [A-Z\\d-]{1,6}(?:, ${PLACE})?(?:,? [A-Z]{2}(?: \\d{5})?)?)(?![\\d])`,
      'dg',
    ),
    /(?:Road|Rd|Route|Rte|Highway|Hwy)\.? [A-Z\d]/,
  ],
  // PO Box 441, Bethel AK
  [
    'address',
    new RegExp(`\\b(P\\.?O\\.? ?Box \\d{1,6}, ${PLACE}(?:,? [A-Z]{2}(?: \\d{5})?)?)`, 'dg'),
    /Box \d/,
  ],
  // 4 Heol y Bryn, Llanelli SA15 3PD; 22 Rue des Lilas; 8 Via Roma
  [
    'address',
    new RegExp(
      `(?<![A-Za-z\\d.])(\\d{1,4}[A-Za-z]?,? (?:Heol|Ffordd|Stryd|Lon|Rhodfa|Maes|Clos|Rue|Avenida|Av\\.|Calle|Rua|Via|Viale|Piazza|Chemin|Boulevard|Bothar|Sraid) (?:(?:y|yr|des|de|du|del|della|la|le|los|las|dos|da|do|l['’]) ?)?(?:${WORD} ?){1,3}(?:, ${PLACE})?(?: ${POSTCODE})?)`,
      'dg',
    ),
    /(?:Heol|Ffordd|Stryd|Lon|Rhodfa|Maes|Clos|Rue|Avenida|Av\.|Calle|Rua|Via|Viale|Piazza|Chemin|Boulevard|Bothar|Sraid) /,
  ],
  // Cregg, Ballinrobe, Co. Mayo
  [
    'address',
    new RegExp(
      `${BEGIN}((?:${NUMBER} ${PLACE}, )?(?:${PLACE}, ){0,2}(?:Co\\.?|County) (?:${COUNTIES})${END}(?:,? [A-Z]\\d[\\dW] ?[A-Z\\d]{4})?)`,
      'dg',
    ),
    /Co(?:\.|unty)? [A-Z]/,
  ],
]

/** Places that are no address although a county or a number stands beside: what is meant is a patient's words or a dose. */
const NO_ADDRESS = /^(?:Room|Unit) \d{1,3}, ?(?:Bed|Bay)\b/

/** Addresses of English text in plain letters as Singapore, Hong Kong, Malaysia, India, Australia, Ireland and country roads have them. */
export function findAbroad(plain: string): FoundIdentifier[] {
  return byForms(plain, FORMS).filter(({ from, to }) => !NO_ADDRESS.test(plain.slice(from, to)))
}
