import type { FactOf } from '@/lib/clinical/contract'

/** Where a text tells a sex without saying it. */
interface SexSign {
  from: number
  to: number
  value: FactOf<'sex'>['value']
}

/** What only a woman has: it tells the sex where nothing else does. */
const OBSTETRIC =
  /\bg\d{1,2} ?p\d|末次月经|月经规律|月经初潮|初孕|经产妇|孕\d{1,2}(?:\+\d)?周|\blmp\b|gravida|primip|产后\d|经期|痛经|阴道流血|妊娠\d|停经\d|产妇|孕妇|产后第|剖宫产术后|绝经|月经|子宫肌瘤|子宫切除|卵巢囊肿|白带|早孕|menopaus|hysterectomy|c-section|caesarean|cesarean|postpartum|pregnant|vaginal|cervical smear|menstrua|恶露|哺乳期|\blscs\b|\blochia\b|\bp\d\+\d\b|breast[- ]?feeding|\bg\d{1,2}p\d/
/** What only a man has. */
const ANDROLOGIC =
  /前列腺(?:增生|癌|炎)|睾丸|阴囊|阴茎|包皮|\bbph\b|\bturp\b|prostat(?:e|ic|ectomy|itis)|testic|scrot|erectile/
const KIN =
  /父|母|爸|妈|妻|爱人|配偶|丈夫|儿子|女儿|患儿|\b(?:mother|father|husband|wife|partner|son|daughter|sister|brother|mum|mom|dad|donor)\b/
const PRONOUNS = /\b(he|his|him|she|her|hers)\b/g

/** What tells the sex where nothing says it: what only one sex has, else the pronoun, if the text uses only one sex of them and no relative. */
export function signOfSex(text: string): SexSign | null {
  const signs = [
    ['female', OBSTETRIC.exec(text)],
    ['male', ANDROLOGIC.exec(text)],
  ] as const
  const told = signs.filter(
    ([, sign]) => sign && !KIN.test(text.slice(Math.max(0, sign.index - 16), sign.index)),
  )
  const [value, sign] = told[0] ?? []
  if (told.length > 1) return null
  if (value && sign) return { from: sign.index, to: sign.index + sign[0].length, value }
  const pronouns = [...text.matchAll(PRONOUNS)]
  const [first] = pronouns
  if (!first || KIN.test(text.slice(0, first.index))) return null
  const isHe = (word: string) => word.startsWith('h') && word !== 'her' && word !== 'hers'
  if (pronouns.some(([word]) => isHe(word) !== isHe(first[0]))) return null
  const spoken = isHe(first[0]) ? 'male' : 'female'
  return { from: first.index, to: first.index + first[0].length, value: spoken }
}
