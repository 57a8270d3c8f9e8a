import { phraseTrie } from '@/lib/clinical/text/phrase-trie'
import { isCompoundSurname, isSurname } from '@/lib/privacy/names/name-costs'
import contexts from '@/lib/privacy/names/name-contexts.json'

const FAMILIAR = phraseTrie(contexts.familiar.map((word) => [word, true] as const))
/** 李姐夫, 张伯母, 平老师: another relative or a title begins with the same character. */
const LONGER =
  /^(?:姐(?:夫|妹|弟|俩)|哥(?:俩|们)|叔侄|伯(?:母|父|仲)|姨(?:夫|父|丈)|嫂夫人|婶娘|老(?:师(?!傅)|人|年|板|家|乡|公(?!公)|幺|大(?![爷娘妈])|二|三|生|同志|战友|先生|总)|婆(?:家|媳)|爷(?:俩|孙)|娘家)/

/** Where the address behind a surname alone ends, which with it is what somebody is called: 张阿婆, 邱姐, 钱老爷子. */
export function addressEnd(text: string, at: number): number {
  if (LONGER.test(text.slice(at, at + 3))) return at
  return FAMILIAR.at(text, at).reduce((end, { to }) => Math.max(end, to), at)
}

/** The surname of somebody who is told by surname and address; the whole otherwise. */
export function withoutAddress(name: string): string {
  const length = isCompoundSurname(name.slice(0, 2)) ? 2 : 1
  const surname = name.slice(0, length)
  return isSurname(surname) && addressEnd(name, length) === name.length ? surname : name
}
