import 'server-only'
import { FilterParser } from 'ldapts'
import { addressesIn, isLoopback } from '@/lib/config/settings/addresses'
import type { GivenSettings, Rule } from '@/lib/config/settings/fault'

/** Whether a filter (RFC 4515) can be read once its placeholders are filled in, and asks for the name that was typed. */
function isUserFilter(text: string): boolean {
  try {
    FilterParser.parseString(text.replaceAll(/\{(usernameAttribute|username)\}/g, 'x'))
    return text.includes('{username}')
  } catch {
    return false
  }
}

/** A service account is needed where the directory is searched. */
const searches = (given: GivenSettings): boolean =>
  given.LDAP_URL !== undefined && given.LDAP_BIND_MODE !== 'direct'

const OF_SERVICE_ACCOUNT = ['LDAP_BIND_DN', 'LDAP_BIND_PASSWORD_FILE', 'LDAP_BASE_DN'] as const

const REQUIRED_TO_SEARCH = OF_SERVICE_ACCOUNT.map((name): Rule => ({
  names: [name],
  zh: '必须设置：LDAP_BIND_MODE=search 以查询账号查找人员',
  en: 'must be set: with LDAP_BIND_MODE=search people are found by a service account',
  broken: (given) => searches(given) && given[name] === undefined,
}))

/** What is wrong between the settings of the directory. */
export const DIRECTORY_RULES: readonly Rule[] = [
  {
    names: ['LDAP_URL'],
    zh: '必须设置：没有它，其他 LDAP_ 设置不起作用，启动的是演示目录',
    en: 'must be set: without it the other settings LDAP_… have no effect, and the demo directory is started',
    broken: (given) =>
      given.LDAP_URL === undefined && OF_SERVICE_ACCOUNT.some((name) => given[name] !== undefined),
  },
  {
    names: ['DEMO_DIRECTORY'],
    zh: '由启动程序自行设定，医院的目录会因此被当作演示目录。请去掉',
    en: 'is none of yours: the start sets it for itself, and a directory of the hospital would pass for the demo. Remove it',
    broken: ({ DEMO_DIRECTORY }) => DEMO_DIRECTORY !== undefined,
  },
  ...REQUIRED_TO_SEARCH,
  {
    names: ['LDAP_BIND_TEMPLATE'],
    zh: '必须设置：LDAP_BIND_MODE=direct 按模板登录，例如 {username}@hospital.internal',
    en: 'must be set: LDAP_BIND_MODE=direct signs in by it, for example {username}@hospital.internal',
    broken: (given) => given.LDAP_BIND_MODE === 'direct' && given.LDAP_BIND_TEMPLATE === undefined,
  },
  {
    names: ['LDAP_BIND_TEMPLATE'],
    zh: '不起作用：只用于 LDAP_BIND_MODE=direct。请设置该项，或去掉模板',
    en: 'has no effect: only LDAP_BIND_MODE=direct signs in by it. Set that, or remove the template',
    broken: (given) => given.LDAP_BIND_MODE !== 'direct' && given.LDAP_BIND_TEMPLATE !== undefined,
  },
  {
    names: ['LDAP_URL'],
    zh: '中的 ldap:// 未加密，只能指向本机。请改用 ldaps://，或设 LDAP_STARTTLS=on',
    en: 'has ldap:// to another machine, which is not encrypted. Use ldaps:// or set LDAP_STARTTLS=on',
    broken: ({ LDAP_URL, LDAP_STARTTLS }) =>
      LDAP_STARTTLS !== 'on' &&
      addressesIn(LDAP_URL).some(({ protocol, hostname }) => protocol === 'ldap:' && !isLoopback(hostname)),
  },
  {
    names: ['LDAP_STARTTLS'],
    zh: '不起作用：ldaps:// 一开始就加密，StartTLS 用于 ldap://。请二选一',
    en: 'has no effect: ldaps:// is encrypted from its beginning, StartTLS is for ldap://. Use one of the two',
    broken: ({ LDAP_URL, LDAP_STARTTLS }) => {
      const servers = addressesIn(LDAP_URL)
      return (
        LDAP_STARTTLS === 'on' && servers.length > 0 && servers.every(({ protocol }) => protocol === 'ldaps:')
      )
    },
  },
  {
    names: ['LDAP_USER_FILTER'],
    zh: '应为含 {username} 的 LDAP 过滤器，例如 (&(objectClass=person)(uid={username}))',
    en: 'must be an LDAP filter with {username} in it, like (&(objectClass=person)(uid={username}))',
    broken: ({ LDAP_USER_FILTER: filter }) => filter !== undefined && !isUserFilter(filter),
  },
]
