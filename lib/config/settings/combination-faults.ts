import 'server-only'
import path from 'node:path'
import { addressesIn, isLoopback } from '@/lib/config/settings/addresses'
import { DIRECTORY_RULES } from '@/lib/config/settings/directory-rules'
import type { GivenSettings, Rule, SettingFault } from '@/lib/config/settings/fault'

/** A setting that means something beside one value of another alone. */
const onlyWith = (name: string, other: string, value: string): Rule => ({
  names: [name],
  zh: `不起作用：只用于 ${other}=${value}。请设置该项，或去掉这一项`,
  en: `has no effect: it is for ${other}=${value} alone. Set that, or remove this`,
  broken: (given) => given[name] !== undefined && given[other] !== value,
})

/** One time that must not be longer than another, where a person has set both. */
const within = (shorter: string, longer: string, zh: string, en: string): Rule => ({
  names: [shorter, longer],
  zh,
  en,
  broken: (given) => Number(given[shorter]) > Number(given[longer]),
})

const RULES: readonly Rule[] = [
  ...DIRECTORY_RULES,
  {
    names: ['ENGINE_ENDPOINTS_FILE'],
    zh: '必须设置：ENGINE=remote 由它列出推理服务器',
    en: 'must be set: it lists the inference servers of ENGINE=remote',
    broken: ({ ENGINE, ENGINE_ENDPOINTS_FILE }) => ENGINE === 'remote' && ENGINE_ENDPOINTS_FILE === undefined,
  },
  onlyWith('ENGINE_ENDPOINTS_FILE', 'ENGINE', 'remote'),
  onlyWith('ENGINE_MEMORY_MIB', 'ENGINE', 'child'),
  {
    names: ['TLS_CERT_FILE', 'TLS_KEY_FILE'],
    zh: '须同时设置',
    en: 'must both be set',
    broken: ({ TLS_CERT_FILE, TLS_KEY_FILE }) =>
      (TLS_CERT_FILE === undefined) !== (TLS_KEY_FILE === undefined),
  },
  {
    names: ['NEXTAUTH_URL'],
    zh: '以 http:// 开头，而 TLS_CERT_FILE 提供的是 https。请改为 https://',
    en: 'begins with http:// where TLS_CERT_FILE serves https. Write https://',
    broken: ({ NEXTAUTH_URL, TLS_CERT_FILE }) =>
      TLS_CERT_FILE !== undefined && addressesIn(NEXTAUTH_URL)[0]?.protocol === 'http:',
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
    broken: ({ NEXTAUTH_URL, ALLOW_HTTP, TLS_CERT_FILE }) =>
      ALLOW_HTTP !== 'on' &&
      TLS_CERT_FILE === undefined &&
      addressesIn(NEXTAUTH_URL).some(
        ({ protocol, hostname }) => protocol === 'http:' && !isLoopback(hostname),
      ),
  },
  within(
    'SESSION_IDLE_SECONDS',
    'SESSION_ABSOLUTE_SECONDS',
    '闲置时间长于一次登录的最长时间',
    'the idle time is longer than the longest session',
  ),
  within(
    'LOCK_AFTER_SECONDS',
    'SESSION_IDLE_SECONDS',
    '锁屏时间长于闲置时间：登录先结束，不会锁屏',
    'the time until the lock is longer than the idle time: the session ends before, and no screen locks',
  ),
  {
    names: ['BACKUP_DIR'],
    zh: '不能与 STATE_DIR 是同一个文件夹，最好在另一块磁盘',
    en: 'must not be the folder of STATE_DIR; best it is on another disk',
    broken: ({ BACKUP_DIR, STATE_DIR = 'var' }) =>
      BACKUP_DIR !== undefined && path.resolve(BACKUP_DIR) === path.resolve(STATE_DIR),
  },
]

/** What is wrong between settings of which each may be right alone. */
export function combinationFaults(given: GivenSettings): SettingFault[] {
  return RULES.filter(({ broken }) => broken(given)).map(({ names, zh, en }) => ({ names, zh, en }))
}
