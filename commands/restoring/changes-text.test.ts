import { expect, test } from 'vitest'
import { changesText } from '@/commands/restoring/changes-text'
import { CHANGE_EVENTS } from '@/lib/backup/change-events'
import zh from '@/messages/zh-CN/audit.json'

const change = { id: 7, at: '2026-11-29T08:30:00.000Z', by: '李明', what: '胸痛' }

test('changes are told by kind, each on a line to be ticked off, in both languages', () => {
  const text = changesText([
    { ...change, kind: 'templates', event: 'template.changed' },
    { ...change, kind: 'rights', event: 'roles.changed', what: '', by: '' },
  ])
  expect(text.split('\n')).toEqual([
    '此备份之后有 2 处更改会回到从前，请逐项核对：',
    'Changes after this backup that are taken back: 2. Go through them one by one:',
    '角色与权限 Roles and rights (1)',
    '  [ ] #7 2026-11-29 08:30 UTC  角色变更 Roles changed',
    '模板 Templates (1)',
    expect.stringMatching(/^ {2}\[ \] #7 2026-11-29 08:30 UTC {2}更改模板 \S.* · 胸痛 · 李明$/) as string,
    '',
  ])
})

test('where nothing was changed it says so, and every event that is told has a name', () => {
  expect(changesText([])).toMatch(/没有更改过[^]*No role/)
  const names: Readonly<Record<string, string>> = zh.event
  expect(Object.keys(CHANGE_EVENTS).filter((event) => !(event.replace('.', '-') in names))).toEqual([])
})
