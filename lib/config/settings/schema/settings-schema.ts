import { z } from 'zod'
import { DIRECTORY } from '@/lib/config/settings/schema/directory'
import { KEEPING } from '@/lib/config/settings/schema/keeping'
import { MODEL } from '@/lib/config/settings/schema/model'
import { WEB } from '@/lib/config/settings/schema/web'

/** Every setting of the portal, in the groups in which people are told of them. */
export const SETTING_GROUPS = [
  { zh: '访问与运行', en: 'Access and running', settings: WEB },
  { zh: '医院目录', en: 'Directory', settings: DIRECTORY },
  { zh: '会话、审计与备份', en: 'Sessions, audit and backups', settings: KEEPING },
  { zh: '模型与引擎', en: 'Model and engine', settings: MODEL },
] as const

/** The one schema: types with ranges and defaults; `meta` holds the allowed form where the type does not say it, and `about`. */
export const settingsSchema = z.object({ ...WEB, ...DIRECTORY, ...KEEPING, ...MODEL })

export type SettingName = keyof typeof settingsSchema.shape
