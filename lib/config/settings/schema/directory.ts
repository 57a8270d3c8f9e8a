import { z } from 'zod'
import { flag, setting } from '@/lib/config/settings/schema/setting'

const attributeName = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9-]*$/)
  .meta({
    zh: '应为目录属性名，只含字母、数字和连字符',
    en: 'must be the name of a directory attribute: letters, digits and hyphens',
  })

/** Whether an address names a server of the directory and nothing else of it. */
function isServer(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { hostname, username, password, pathname, search, hash } = new URL(text)
  const rest = [username, password, search, hash, pathname.replace(/^\/$/, '')]
  return /^[\w.-]+$|^\[[\da-f:.]+\]$/i.test(hostname) && rest.join('') === ''
}

/** How people are found and proved in the hospital's directory. */
export const DIRECTORY = {
  LDAP_URL: setting(
    z
      .string()
      .refine((text) => /[^\s,]/.test(text))
      .default('')
      .transform((text) => text.split(',').flatMap((part) => part.trim() || []))
      .pipe(z.array(z.url({ protocol: /^ldaps?$/ }).refine((text) => isServer(text))))
      .meta({
        zh: '应写成 ldaps://dc1.hospital.internal 的形式，多个以逗号分隔，不带账号与路径',
        en: 'must be addresses like ldaps://dc1.hospital.internal, separated by commas, without account or path',
      }),
    {
      zh: '一个或多个服务器，逗号分隔，依次尝试；`ldaps://`，或 `ldap://` 加 StartTLS；明文仅限本机',
      en: 'one or several servers, separated by commas, tried in this order; plain text to this machine only',
      unset: ['演示目录', 'the demo directory'],
      example: 'ldaps://dc1.hospital.internal,ldaps://dc2.hospital.internal',
    },
  ),
  LDAP_CA_FILE: setting(z.string().optional(), {
    zh: '签发目录证书的 CA，PEM 格式',
    en: "the authority of the directory's certificates, in PEM form",
    unset: ['Node 自带的 CA', "Node's own authorities"],
    file: 'always',
    example: '/etc/innerward/hospital-ca.pem',
  }),
  LDAP_STARTTLS: setting(flag, { zh: '`on`：先加密再登录', en: '`on`: encrypts before anything is sent' }),
  LDAP_NESTED_GROUPS: setting(z.enum(['off', 'ad', 'recursive']).default('off'), {
    zh: '嵌套组：AD 用 `ad`，其他目录用 `recursive`',
    en: 'groups within groups: `ad` on Active Directory, `recursive` elsewhere',
  }),
  LDAP_BIND_DN: setting(z.string().optional(), {
    zh: '只读查询账号',
    en: 'account that may read people and groups',
    example: 'CN=svc-innerward,OU=Service,DC=hospital,DC=internal',
  }),
  LDAP_BIND_PASSWORD_FILE: setting(z.string().optional(), {
    zh: '存放其密码的文件，权限 600',
    en: 'file with its password, mode 600',
    file: 'always',
    example: '/etc/innerward/ldap-password',
  }),
  LDAP_BIND_MODE: setting(z.enum(['search', 'direct']).default('search'), {
    zh: '`search`：先查找再登录；`direct`：按模板直接登录，见「医院目录」',
    en: '`search`: finds the person, then signs in as the entry found; `direct`: signs in by the template at once',
  }),
  LDAP_BIND_TEMPLATE: setting(
    z
      .string()
      .regex(/^(\{username\}@[\w.-]+|[\w.-]+\\\{username\}|[^{}]*[\w.]=\{username\},[^{}]+)$/)
      .meta({
        zh: '应为 {username}@hospital.internal、HOSPITAL\\{username} 或 uid={username},ou=people,dc=… 的形式',
        en: 'must look like {username}@hospital.internal, HOSPITAL\\{username} or uid={username},ou=people,dc=…',
      })
      .optional(),
    {
      zh: '`direct` 的登录名模板',
      en: 'what `direct` signs in as',
      example: '{username}@hospital.internal',
    },
  ),
  LDAP_BASE_DN: setting(
    z
      .string()
      .regex(/^\s*[A-Za-z][\w.-]*\s*=\s*\S/)
      .meta({
        zh: '应为目录中的位置，例如 DC=hospital,DC=internal',
        en: 'must be a place in the directory, like DC=hospital,DC=internal',
      })
      .optional(),
    {
      zh: '查找范围',
      en: 'where people are looked for',
      example: 'DC=hospital,DC=internal',
    },
  ),
  LDAP_USER_FILTER: setting(z.string().default('(&(objectClass=person)({usernameAttribute}={username}))'), {
    zh: '查找人员的过滤器，须含 `{username}`',
    en: 'filter that finds a person, with `{username}` in it',
    example: '(&(objectCategory=person)(objectClass=user)(sAMAccountName={username}))',
  }),
  LDAP_USERNAME_ATTRIBUTE: setting(attributeName.default('uid'), {
    zh: '登录名的属性；AD 用 `sAMAccountName`',
    en: 'attribute of the name that people type; `sAMAccountName` on AD',
  }),
  LDAP_NAME_ATTRIBUTE: setting(attributeName.default('cn'), {
    zh: '姓名的属性；AD 用 `displayName`',
    en: 'attribute of the name that is shown; `displayName` on AD',
  }),
  LDAP_GROUP_ATTRIBUTE: setting(attributeName.default('memberOf'), {
    zh: '所属组的属性',
    en: "attribute of a person's groups",
  }),
  LDAP_ID_ATTRIBUTE: setting(z.enum(['entryUUID', 'objectGUID']).default('entryUUID'), {
    zh: '不变的编号；AD 用 `objectGUID`',
    en: 'number that never changes; `objectGUID` on AD',
  }),
  LDAP_DEPARTMENT_ATTRIBUTE: setting(attributeName.optional(), {
    zh: '可映射到科室的属性；不授予角色',
    en: 'attribute that can be mapped to a department, never to a role',
    example: 'department',
  }),
  DIRECTORY_SEED_FILE: setting(z.string().optional(), {
    zh: '首次启动时写入科室与目录组映射，格式见 `prisma/demo-directory-seed.json`；已有映射时不读',
    en: 'departments and mappings of the first start, as in `prisma/demo-directory-seed.json`; not read once there are any',
  }),
  DEMO_DIRECTORY: setting(flag, {
    zh: '启动程序运行演示目录时设定',
    en: 'set by the start when it runs the demo directory',
    internal: true,
  }),
  DEMO_DIRECTORY_PORT: setting(z.coerce.number().int().min(1).max(65535).optional(), {
    zh: '演示目录的端口',
    en: 'port of the demo directory',
    internal: true,
  }),
} as const
