import 'server-only'
import { z } from 'zod'
import { settingsSchema } from '@/lib/config/env'
import { faultOf, type GivenSettings, type SettingFault } from '@/lib/config/settings/fault'

type Name = keyof typeof settingsSchema.shape

/** What the allowed values of a setting look like, read from the schema itself. */
function allowed(name: Name): readonly [zh: string, en: string] {
  const json = z.toJSONSchema(settingsSchema.shape[name], { io: 'input', unrepresentable: 'any' })
  const { zh, en } = json as { zh?: string; en?: string }
  if (zh !== undefined && en !== undefined) return [zh, en]
  if (json.enum) return [`只能是 ${json.enum.join('、')} 之一`, `must be one of ${json.enum.join(', ')}`]
  if (json.type === 'integer' || json.type === 'number') {
    const least = json.minimum ?? Number(json.exclusiveMinimum ?? 0) + 1
    const most = json.maximum ?? Number.MAX_SAFE_INTEGER
    if (most === Number.MAX_SAFE_INTEGER) {
      return [`必须是不小于 ${least} 的整数`, `must be a whole number, ${least} or more`]
    }
    return [`必须是 ${least} 到 ${most} 之间的整数`, `must be a whole number from ${least} to ${most}`]
  }
  return ['格式不正确，见 README.md 的配置表', 'has a wrong form; see the table in README.md']
}

/** The settings whose value the schema does not allow, each with what it allows. */
export function fieldFaults(given: GivenSettings): SettingFault[] {
  return (Object.keys(settingsSchema.shape) as Name[])
    .filter((name) => !settingsSchema.shape[name].safeParse(given[name]).success)
    .map((name) => faultOf(name, allowed(name)))
}
