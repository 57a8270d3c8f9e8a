import { describeSetting, type SettingDescription } from '@/lib/config/settings/describe-setting'
import { SETTING_GROUPS, type SettingName } from '@/lib/config/settings/schema/settings-schema'

export type Language = 'zh' | 'en'
const AT = { zh: 0, en: 1 } as const

/** What stands around the tables, in each language. */
const WORDS = {
  zh: {
    title: '配置参考',
    intro:
      '本页由 `lib/config/settings/schema/` 生成（`npm run docs:settings`），请勿手改。设置写在 `/etc/innerward/innerward.env`（UTF-8，每行 `变量=值`，以 `#` 开头的行为注释，值后不能写注释；不展开、不转义，可加引号），或以 `innerward --env-file 文件 …` 指定另一个文件；环境变量优先于文件。`innerward check` 一次列出全部错误，并写明在文件的哪一行。密码与令牌不写在这里，而写在各自的文件中（权限 600）。',
    head: ['变量', '允许值', '单位', '默认', '更改后', '说明'],
    restart: '重启',
    reload: '重启；所指文件的内容：`systemctl reload innerward`',
    always: '重启；所指文件的内容：随时生效',
    example: '例',
    any: '文本',
    more: (least: number) => `≥ ${least} 的整数`,
    range: (least: number, most: number) => `${least}–${most} 的整数`,
    form: (text: string) => text.replace(/^应(写成|为) ?/, '').replace(/ 的形式$/, ''),
  },
  en: {
    title: 'Settings',
    intro:
      'Made from `lib/config/settings/schema/` by `npm run docs:settings`; do not edit. Settings stand in `/etc/innerward/innerward.env` (UTF-8, one `NAME=value` a line; a comment has a line of its own that begins with `#`; nothing is expanded or escaped, quotes may stand around a value) or in the file that `innerward --env-file FILE …` names; a variable of the environment comes before the file. `innerward check` tells every fault at once, with its line. Passwords and tokens stand in files of their own (mode 600).',
    head: ['Variable', 'Allowed', 'Unit', 'Default', 'A change needs', 'What it does'],
    restart: 'restart',
    reload: 'restart; content of the file: `systemctl reload innerward`',
    always: 'restart; content of the file: nothing',
    example: 'e.g.',
    any: 'text',
    more: (least: number) => `whole number ≥ ${least}`,
    range: (least: number, most: number) => `whole number ${least}–${most}`,
    form: (text: string) => text.replace(/^must (be|look like) /, ''),
  },
} as const

/** A bar would end a cell; code keeps every other sign as it is. */
const cell = (text: string): string => text.replaceAll('|', '\\|')
const code = (text: string): string => `\`${text}\``
const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n')

function allowed({ values, range, form }: SettingDescription, language: Language): string {
  const words = WORDS[language]
  if (values) return values.map(code).join(' ')
  if (range) return range.most === null ? words.more(range.least) : words.range(range.least, range.most)
  return form ? words.form(form[AT[language]]) : words.any
}

const byDefault = ({ unset, fallback }: SettingDescription, language: Language): string =>
  unset ? unset[AT[language]] : fallback === null ? '—' : code(fallback)

const groups = (): { zh: string; en: string; settings: SettingDescription[] }[] =>
  SETTING_GROUPS.map(({ zh, en, settings }) => ({
    zh,
    en,
    settings: (Object.keys(settings) as SettingName[])
      .map(describeSetting)
      .filter(({ internal }) => internal !== true),
  }))

/** The page that tells every setting, as Markdown. */
export function configurationPage(language: Language): string {
  const words = WORDS[language]
  const parts = groups().map((group) => {
    const rows = group.settings.map((setting) => [
      code(setting.name),
      allowed(setting, language),
      setting.unit ?? '',
      byDefault(setting, language),
      words[setting.file ?? 'restart'],
      `${setting[language]}${setting.example === undefined ? '' : ` · ${words.example} ${code(setting.example)}`}`,
    ])
    return `## ${group[language]}\n\n${table(words.head, rows)}`
  })
  return `# ${words.title}\n\n${words.intro}\n\n${parts.join('\n\n')}\n`
}

/** The short table of the README. */
export function readmeTable(): string {
  const rows = groups().flatMap(({ settings }) =>
    settings.map((setting) => [code(setting.name), byDefault(setting, 'zh'), setting.zh]),
  )
  return table(['变量', '默认', '说明'], rows)
}

const BEGIN = '<!-- settings: npm run docs:settings -->'
const END = '<!-- /settings -->'

/** The README with the present table between its two marks. Throws Error where the marks are not there. */
export function withReadmeTable(readme: string): string {
  const [from, to] = [readme.indexOf(BEGIN), readme.indexOf(END)]
  if (from < 0 || to < from) throw new Error('README.md has lost the marks of its table of settings')
  return `${readme.slice(0, from + BEGIN.length)}\n\n${readmeTable()}\n\n${readme.slice(to)}`
}
