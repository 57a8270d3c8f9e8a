import { describeSettings, type SettingDescription } from '@/lib/config/settings/describe-setting'

/** Only a value of a closed list or a number is told; of every other, that it is set: it may name people, machines or secrets. */
const isClosed = ({ values, range }: SettingDescription): boolean => values !== null || range !== null

/** The settings that are set: closed ones with their value, the others as `(set)`. */
export function toldSettings(given: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const told = describeSettings().flatMap((setting): [string, string][] => {
    const value = given[setting.name]
    if (!value) return []
    const known = setting.values?.includes(value) ?? /^\d+$/.test(value)
    return [[setting.name, isClosed(setting) && known ? value : '(set)']]
  })
  return Object.fromEntries(told)
}
