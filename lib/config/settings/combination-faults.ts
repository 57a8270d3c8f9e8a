import 'server-only'
import { isIP } from 'node:net'
import { FilterParser } from 'ldapts'
import type { GivenSettings, SettingFault } from '@/lib/config/settings/fault'

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]', '::1']
/** True for an address that only programs of this machine reach. */
export const isLoopback = (host: string): boolean =>
  LOOPBACK.includes(host) || (isIP(host) === 4 && host.startsWith('127.'))

const urls = (text = ''): URL[] =>
  text.split(',').flatMap((part) => (URL.canParse(part.trim()) ? [new URL(part.trim())] : []))

type Rule = SettingFault & { broken: (given: GivenSettings) => boolean }

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

const REQUIRED_TO_SEARCH = ['LDAP_BIND_DN', 'LDAP_BIND_PASSWORD_FILE', 'LDAP_BASE_DN'].map((name): Rule => ({
  names: [name],
  zh: '必须设置：LDAP_BIND_MODE=search 以查询账号查找人员',
  en: 'must be set: with LDAP_BIND_MODE=search people are found by a service account',
  broken: (given) => searches(given) && given[name] === undefined,
}))

const RULES: readonly Rule[] = [
  ...REQUIRED_TO_SEARCH,
  {
    names: ['LDAP_BIND_TEMPLATE'],
    zh: '必须设置：LDAP_BIND_MODE=direct 按模板登录，例如 {username}@hospital.internal',
    en: 'must be set: LDAP_BIND_MODE=direct signs in by it, for example {username}@hospital.internal',
    broken: (given) => given.LDAP_BIND_MODE === 'direct' && given.LDAP_BIND_TEMPLATE === undefined,
  },
  {
    names: ['LDAP_URL'],
    zh: '中的 ldap:// 未加密，只能指向本机。请改用 ldaps://，或设 LDAP_STARTTLS=on',
    en: 'has ldap:// to another machine, which is not encrypted. Use ldaps:// or set LDAP_STARTTLS=on',
    broken: ({ LDAP_URL, LDAP_STARTTLS }) =>
      LDAP_STARTTLS !== 'on' &&
      urls(LDAP_URL).some(({ protocol, hostname }) => protocol === 'ldap:' && !isLoopback(hostname)),
  },
  {
    names: ['LDAP_USER_FILTER'],
    zh: '应为含 {username} 的 LDAP 过滤器，例如 (&(objectClass=person)(uid={username}))',
    en: 'must be an LDAP filter with {username} in it, like (&(objectClass=person)(uid={username}))',
    broken: ({ LDAP_USER_FILTER: filter }) => filter !== undefined && !isUserFilter(filter),
  },
  {
    names: ['ENGINE_ENDPOINTS_FILE'],
    zh: '必须设置：ENGINE=remote 由它列出推理服务器',
    en: 'must be set: it lists the inference servers of ENGINE=remote',
    broken: ({ ENGINE, ENGINE_ENDPOINTS_FILE }) => ENGINE === 'remote' && ENGINE_ENDPOINTS_FILE === undefined,
  },
  {
    names: ['TLS_CERT_FILE', 'TLS_KEY_FILE'],
    zh: '须同时设置',
    en: 'must both be set',
    broken: ({ TLS_CERT_FILE, TLS_KEY_FILE }) =>
      (TLS_CERT_FILE === undefined) !== (TLS_KEY_FILE === undefined),
  },
  {
    names: ['NEXTAUTH_URL'],
    zh: '必须设置：已配置医院目录。请设为用户访问的地址，例如 https://innerward.hospital.internal',
    en: 'must be set where a hospital directory is configured: the address users type, for example https://innerward.hospital.internal',
    broken: ({ LDAP_URL, NEXTAUTH_URL }) => LDAP_URL !== undefined && NEXTAUTH_URL === undefined,
  },
  {
    names: ['NEXTAUTH_URL'],
    zh: '未加密，密码与病例可被窃听。请改用 https（TLS_CERT_FILE 与 TLS_KEY_FILE）；确需明文时设 ALLOW_HTTP=on，每页将以红色提示管理员',
    en: 'is not encrypted: passwords and cases can be overheard. Use https (TLS_CERT_FILE and TLS_KEY_FILE), or set ALLOW_HTTP=on, which warns administrators in red on every page',
    broken: ({ NEXTAUTH_URL, ALLOW_HTTP }) =>
      ALLOW_HTTP !== 'on' &&
      urls(NEXTAUTH_URL).some(({ protocol, hostname }) => protocol === 'http:' && !isLoopback(hostname)),
  },
]

/** What is wrong between settings of which each may be right alone. */
export function combinationFaults(given: GivenSettings): SettingFault[] {
  return RULES.filter(({ broken }) => broken(given)).map(({ names, zh, en }) => ({ names, zh, en }))
}
