import { useTranslations } from 'next-intl'
import { Table } from '@/app/_ui/table'

interface DemoAccountsProps {
  password: string
  usernames: readonly string[]
}

export function DemoAccounts({ password, usernames }: DemoAccountsProps) {
  const t = useTranslations('portal.login')
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-sm font-medium">{t('demoTitle')}</h2>
      <p className="text-muted text-sm">
        {t.rich('demoText', {
          password,
          // Not broken at its hyphen, which is a part of it.
          whole: (text) => <span className="whitespace-nowrap">{text}</span>,
        })}
      </p>
      <Table head={[t('username'), t('demoRole')]} caption={t('demoTitle')}>
        {usernames.map((username) => (
          <tr key={username}>
            <td>{username}</td>
            <td>{t(`demoRoles.${username.replace('.', '-')}`)}</td>
          </tr>
        ))}
      </Table>
    </section>
  )
}
