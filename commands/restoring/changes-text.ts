import { CHANGE_KINDS, type ChangeKind } from '@/lib/backup/change-events'
import type { Change } from '@/lib/backup/changes-since'
import en from '@/messages/en/audit.json'
import zh from '@/messages/zh-CN/audit.json'

const NAMES: Record<ChangeKind, readonly [zh: string, en: string]> = {
  rights: ['角色与权限', 'Roles and rights'],
  policies: ['策略与待批更改', 'Policies and changes that wait'],
  keys: ['资料包密钥', 'Keys for bundles of documents'],
  models: ['模型放行', 'Releases of models'],
  templates: ['模板', 'Templates'],
  documents: ['院内资料', 'Documents of the library'],
  medication: ['用药表', 'Medication tables'],
}

function lineOf({ id, at, event, by, what }: Change): string {
  const key = event.replace('.', '-')
  const names = [zh, en].map(({ event: names }) => (names as Readonly<Record<string, string>>)[key] ?? event)
  const facts = [`${names[0]} ${names[1]}`, what, by].filter(Boolean).join(' · ')
  return `  [ ] #${id} ${at.slice(0, 16).replace('T', ' ')} UTC  ${facts}`
}

/** What a restore takes back, as a list to be ticked off, by kind; one sentence in both languages where there is nothing. */
export function changesText(changes: readonly Change[]): string {
  if (changes.length === 0) {
    return '此备份之后没有更改过角色、策略、资料包密钥、模型放行、模板、院内资料或用药表。\nNo role, policy, key for bundles, release of a model, template, document or medication table was changed after this backup.\n'
  }
  const blocks = CHANGE_KINDS.flatMap((kind) => {
    const own = changes.filter((change) => change.kind === kind)
    return own.length === 0 ? [] : [`${NAMES[kind].join(' ')} (${own.length})`, ...own.map(lineOf)]
  })
  return [
    `此备份之后有 ${changes.length} 处更改会回到从前，请逐项核对：`,
    `Changes after this backup that are taken back: ${changes.length}. Go through them one by one:`,
    ...blocks,
    '',
  ].join('\n')
}
