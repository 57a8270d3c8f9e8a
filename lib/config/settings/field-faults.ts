import 'server-only'
import { describeSetting } from '@/lib/config/settings/describe-setting'
import { faultOf, type GivenSettings, type SettingFault } from '@/lib/config/settings/fault'
import { settingsSchema, type SettingName } from '@/lib/config/settings/schema/settings-schema'

type Sentence = readonly [zh: string, en: string]

/** What the allowed values of a setting look like, read from the schema itself. */
function allowed(name: SettingName): Sentence {
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

/** Whether a number is written in another way than a person writes one: 0x1F, 6e3, a blank, which is none. */
const isOddNumber = (name: SettingName, text: string | undefined): boolean =>
  text !== undefined && describeSetting(name).range !== null && !/^\d+$/.test(text.trim())

const QUOTED: Sentence = [
  '以引号开头，引号会成为值的一部分。请去掉引号',
  'begins with a quote, which would be a part of the value. Remove the quotes',
]
const UNEXPANDED: Sentence = [
  '中的 ~ 与 $ 不会展开。请写完整的路径',
  'has a ~ or $, which nothing expands here. Write the whole path',
]
/** Settings whose folder or file the portal makes: a wrong path would be made, not missed. */
const MADE: readonly string[] = ['STATE_DIR', 'LOG_FILE']

/** Signs of a value that its writer meant for a shell or a word processor. */
function writtenAmiss(name: SettingName, text: string): Sentence | null {
  if (/^["'“”‘’„「『＂＇]/.test(text)) return QUOTED
  return MADE.includes(name) && /^~|\$/.test(text) ? UNEXPANDED : null
}

/** The settings whose value the schema does not allow, each with what it allows. */
export function fieldFaults(given: GivenSettings): SettingFault[] {
  return (Object.keys(settingsSchema.shape) as SettingName[]).flatMap((name) => {
    const text = given[name]
    const amiss = text === undefined ? null : writtenAmiss(name, text)
    if (amiss) return [faultOf(name, amiss)]
    const { success } = settingsSchema.shape[name].safeParse(text)
    return success && !isOddNumber(name, text) ? [] : [faultOf(name, allowed(name))]
  })
}
