import 'server-only'
import { describeSetting } from '@/lib/config/settings/describe-setting'
import { faultOf, type GivenSettings, type SettingFault } from '@/lib/config/settings/fault'
import { settingsSchema, type SettingName } from '@/lib/config/settings/schema/settings-schema'

/** What the allowed values of a setting look like, read from the schema itself. */
function allowed(name: SettingName): readonly [zh: string, en: string] {
  const { form, values, range } = describeSetting(name)
  if (form) return form
  if (values) return [`只能是 ${values.join('、')} 之一`, `must be one of ${values.join(', ')}`]
  if (range?.most === null) {
    return [`必须是不小于 ${range.least} 的整数`, `must be a whole number, ${range.least} or more`]
  }
  if (range) {
    const { least, most } = range
    return [`必须是 ${least} 到 ${most} 之间的整数`, `must be a whole number from ${least} to ${most}`]
  }
  return ['格式不正确，见 docs/zh/configuration.md', 'has a wrong form; see docs/en/configuration.md']
}

/** The settings whose value the schema does not allow, each with what it allows. */
export function fieldFaults(given: GivenSettings): SettingFault[] {
  return (Object.keys(settingsSchema.shape) as SettingName[])
    .filter((name) => !settingsSchema.shape[name].safeParse(given[name]).success)
    .map((name) => faultOf(name, allowed(name)))
}
