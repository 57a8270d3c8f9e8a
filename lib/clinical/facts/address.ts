import forms from '@/lib/clinical/facts/address.json'

/** 赵奶奶, 钱大爷: how a community nurse calls the patient by the family name; 她奶奶 and 其母 are relatives. */
const ADDRESS = new RegExp(
  `(?<![我你您他她它其])[${forms.surnames}](?:${forms.titles.join('|')})(?=[\\s,，。;；、(（:：男女\\d]|$)`,
  'g',
)
/** Words in front of a place without the patient's own name and title, so that these name no relative. */
export const withoutAddress = (words: string): string => words.replace(ADDRESS, '')
