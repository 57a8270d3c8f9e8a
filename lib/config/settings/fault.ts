/** One thing that is wrong with the settings, as a sentence in each language. Never holds a value of a setting. */
export interface SettingFault {
  /** The settings it is about. */
  names: readonly string[]
  zh: string
  en: string
}

/** The settings as they were given: names and texts, empty ones left out. */
export type GivenSettings = Readonly<Record<string, string>>

/** A fault, and when there is one. */
export type Rule = SettingFault & { broken: (given: GivenSettings) => boolean }

/** A fault of one setting. */
export const faultOf = (name: string, [zh, en]: readonly [zh: string, en: string]): SettingFault => ({
  names: [name],
  zh,
  en,
})
