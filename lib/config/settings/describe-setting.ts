import { z } from 'zod'
import { settingsSchema, type SettingName } from '@/lib/config/settings/schema/settings-schema'
import type { SettingAbout } from '@/lib/config/settings/schema/setting'

type Pair = readonly [zh: string, en: string]

/** A setting as its type and its texts tell it. */
export interface SettingDescription extends SettingAbout {
  name: SettingName
  /** Null where any text is allowed. */
  values: readonly string[] | null
  /** Bounds of a whole number; `most` is null without one. */
  range: { least: number; most: number | null } | null
  /** The form of a text, where it has one. */
  form: Pair | null
  /** As it is written in a file of settings; null where there is none or `unset` tells it. */
  fallback: string | null
}

interface SchemaOfSetting {
  type?: string
  enum?: string[]
  minimum?: number
  exclusiveMinimum?: number
  maximum?: number
  default?: unknown
  zh?: string
  en?: string
  about: SettingAbout
}

const written = (value: unknown): string | null =>
  value === undefined || value === ''
    ? null
    : typeof value === 'boolean'
      ? value
        ? 'on'
        : 'off'
      : typeof value === 'number' || typeof value === 'string'
        ? String(value)
        : JSON.stringify(value)

/** What the schema says of a setting: allowed values, default, texts. */
export function describeSetting(name: SettingName): SettingDescription {
  const json = z.toJSONSchema(settingsSchema.shape[name], {
    io: 'input',
    unrepresentable: 'any',
  }) as unknown as SchemaOfSetting
  const isNumber = json.type === 'integer' || json.type === 'number'
  const most = json.maximum ?? Number.MAX_SAFE_INTEGER
  return {
    ...json.about,
    name,
    values: json.enum ?? null,
    range: isNumber
      ? {
          least: json.minimum ?? (json.exclusiveMinimum ?? 0) + 1,
          most: most === Number.MAX_SAFE_INTEGER ? null : most,
        }
      : null,
    form: json.zh !== undefined && json.en !== undefined ? [json.zh, json.en] : null,
    fallback: json.about.unset ? null : written(json.default),
  }
}

/** Every setting that a person sets, in the order of the schema. */
export const describeSettings = (): SettingDescription[] =>
  (Object.keys(settingsSchema.shape) as SettingName[])
    .map(describeSetting)
    .filter(({ internal }) => internal !== true)
