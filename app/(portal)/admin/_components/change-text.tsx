import { useTranslations } from 'next-intl'
import { usePolicyWords } from '@/app/(portal)/_components/policies/use-policy-words'
import { useDepartments } from '@/app/(portal)/_components/use-departments'
import { EvaluationFigures } from '@/app/(portal)/admin/_components/evaluation-figures'
import { LongName } from '@/app/_ui/long-name'
import { MixedText } from '@/app/_ui/mixed-text'
import { useLangOf } from '@/app/_ui/use-lang-of'
import { fingerprintGroups } from '@/lib/library/bundles/contract'
import { policyValue, type Change, type ChangeRequest } from '@/lib/rights/contract'
import type { Role } from '@/lib/shared/actor'

type Subject = ChangeRequest['subject']
type Named = Pick<ChangeRequest, 'subject' | 'named'>
const nameOfSubject = (subject: Subject): string =>
  subject ? `${subject.displayName} (${subject.username})` : '—'

/** A person with the roles they would have by hand, beside those they have now. */
function RolesText({ change, subject }: { change: Extract<Change, { kind: 'roles' }>; subject: Subject }) {
  const t = useTranslations('policies.approval')
  const roles = useTranslations('admin.security.roles')
  const { nameOf } = useDepartments()
  const words = (held: readonly { role: Role; departmentId: string | null }[]) =>
    held
      .map(({ role, departmentId }) => `${roles(role)}${departmentId ? ` · ${nameOf(departmentId)}` : ''}`)
      .join(t('and')) || '—'
  return (
    <>
      <MixedText text={t('roles', { name: nameOfSubject(subject) })} />
      <span className="text-muted block text-xs">
        {t('rolesNow', { roles: words(subject?.roles ?? []) })}
      </span>
      <span className="block text-xs">{t('rolesThen', { roles: words(change.roles) })}</span>
    </>
  )
}

type Long =
  | 'roles'
  | 'mapping_added'
  | 'mapping_changed'
  | 'system_prompt'
  | 'model_withdrawal'
  | 'model_release'
  | 'library_site_added'
type Plain = Exclude<Change, { kind: Long }>

/** A change of one person's rights other than the roles by hand, of a department, or of a policy. */
function PlainText({ change, subject, named }: Named & { change: Plain }) {
  const t = useTranslations('policies.approval')
  const policy = usePolicyWords()
  const { nameOf } = useDepartments()
  const name = nameOfSubject(subject)
  switch (change.kind) {
    case 'audit_export':
      return t('audit_export', { format: change.format.toUpperCase() })
    case 'mapping_removed':
    case 'delegation_ended':
    case 'library_site_withdrawn':
      return t(change.kind, { id: named ?? change.id })
    case 'user_state':
      return <MixedText text={t(change.disabled ? 'user_disabled' : 'user_enabled', { name })} />
    case 'delegation':
      return (
        <MixedText
          text={t('delegation', {
            name,
            department: nameOf(change.departmentId),
            from: change.from,
            to: change.to,
          })}
        />
      )
    case 'department_removed':
      return t('department_removed', { name: nameOf(change.id) })
    case 'department_added':
    case 'department_changed': {
      const { code, nameZh, nameEn, idleMinutes } = change
      return (
        <MixedText
          text={t(change.kind, { name: `${code} · ${nameZh} · ${nameEn}`, minutes: idleMinutes ?? '—' })}
        />
      )
    }
    case 'policy':
      return (
        <>
          {t('policy', { name: policy.nameOf(change.key) })}
          {Object.entries(policyValue.safeParse(change.value).data ?? {}).map(([field, value]) => (
            <span key={field} className="block text-xs">
              {t('policyField', {
                name: policy.fieldOf(change.key, field),
                value: policy.valueOf(change.key, field, value),
              })}
            </span>
          ))}
        </>
      )
  }
}

function MappingText({ change }: { change: Extract<Change, { kind: 'mapping_added' | 'mapping_changed' }> }) {
  const t = useTranslations('policies.approval')
  const roles = useTranslations('admin.security.roles')
  const { nameOf } = useDepartments()
  const { groupDn, role, departmentId } = change.mapping
  return (
    <>
      {t(change.kind)}
      <LongName className="block" name={groupDn} />
      {role ? roles(role) : '—'} · {nameOf(departmentId)}
    </>
  )
}

function PromptText({ change }: { change: Extract<Change, { kind: 'system_prompt' }> }) {
  const t = useTranslations('policies.approval')
  const langOf = useLangOf()
  return (
    <>
      {t('system_prompt')}
      {(['zh', 'en'] as const).map((language) => (
        <details key={language}>
          <summary className="text-muted text-xs">{t(`system_prompt_${language}`)}</summary>
          <pre lang={langOf(change[language])} className="max-w-xl text-xs whitespace-pre-wrap">
            {change[language]}
          </pre>
        </details>
      ))}
    </>
  )
}

function ModelText({ change }: { change: Extract<Change, { kind: 'model_withdrawal' | 'model_release' }> }) {
  const t = useTranslations('policies.approval')
  return (
    <>
      {t(change.kind, { name: change.model })}
      <code className="block text-xs break-all">{change.sha256}</code>
      {change.kind === 'model_release' ? (
        <EvaluationFigures figures={change.figures} sha256={change.evaluation} />
      ) : null}
    </>
  )
}

function SiteText({ change }: { change: Extract<Change, { kind: 'library_site_added' }> }) {
  const t = useTranslations('policies.approval')
  return (
    <>
      <MixedText text={t('library_site_added', { name: change.name })} />
      <code className="block text-xs break-all">{fingerprintGroups(change.fingerprint)}</code>
    </>
  )
}

/** What a waiting change would do, in words and values. */
export function ChangeText({ change, subject, named }: Named & { change: Change }) {
  if (change.kind === 'roles') return <RolesText change={change} subject={subject} />
  if (change.kind === 'system_prompt') return <PromptText change={change} />
  if (change.kind === 'mapping_added' || change.kind === 'mapping_changed') {
    return <MappingText change={change} />
  }
  if (change.kind === 'model_withdrawal' || change.kind === 'model_release') {
    return <ModelText change={change} />
  }
  if (change.kind === 'library_site_added') return <SiteText change={change} />
  return <PlainText change={change} subject={subject} named={named} />
}
