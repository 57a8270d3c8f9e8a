import type { Dictionary } from '@/lib/clinical/terms/dictionary'
import { findIdentifiers } from '@/lib/privacy/find-identifiers'
import { replaceIdentifiers } from '@/lib/privacy/mask-text'
import { beginsWardWord, surnamesAt } from '@/lib/privacy/names/name-costs'
import type { Locale } from '@/lib/shared/locale'

const NAME_MAX = 200
/** The separated parts of a file's name, and the kind of record that hospitals write right behind the patient's name. */
const PARTS = /[^\s/\\_\-.·+,，、()（）[\]#]+/gu
const RECORD = /(?:的)?(?:出院|入院|住院|小结|记录|病历|病案|病程|总结).*$/u

/** True for two to four Han characters that begin with a surname and are no word of every day. */
function isName(part: string): boolean {
  return (
    /^\p{Script=Han}{2,4}$/u.test(part) &&
    surnamesAt(part, 0).length > 0 &&
    !beginsWardWord(part, 0) &&
    !/[科室部组]$/u.test(part)
  )
}

/**
 * A file's name as it may be shown and exported: identifiers masked, a personal name that stands alone in it too
 * (张三出院小结.txt, 2026_李四.docx), nothing that turns or hides text, and not too long. Better one word too many is masked.
 */
export function showName(
  name: string,
  { locale, dictionary }: { locale: Locale; dictionary: Dictionary },
): string {
  const plain = name.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '\ufffd')
  const mask = locale === 'en' ? '[name]' : '[姓名]'
  const identifiers = findIdentifiers(plain, { locale, dictionary }).map((found) =>
    found.kind === 'name' ? { ...found, replacement: mask } : found,
  )
  const masked = replaceIdentifiers(plain, identifiers).replace(PARTS, (part) => {
    const record = RECORD.exec(part)?.[0] ?? ''
    const before = part.slice(0, part.length - record.length)
    return isName(before) ? `${mask}${record}` : part
  })
  return masked.slice(-NAME_MAX)
}
