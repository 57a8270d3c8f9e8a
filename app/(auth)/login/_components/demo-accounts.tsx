import { useTranslations } from 'next-intl'

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
      {/* Two short columns: the kit's table and its scrolling would be a fifth of what this page loads of its own. */}
      <table className="border-line bg-panel w-full rounded border text-left text-sm [&_td]:px-2.5 [&_td]:py-(--row) [&_td]:align-baseline">
        <caption className="sr-only">{t('demoTitle')}</caption>
        <thead className="bg-raised text-muted">
          <tr>
            {[t('username'), t('demoRole')].map((head) => (
              <th key={head} scope="col" className="px-2.5 py-1.5 font-medium">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {usernames.map((username) => (
            <tr key={username} className="border-line border-t">
              <td>{username}</td>
              <td>{t(`demoRoles.${username.replace('.', '-')}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
