import { z } from 'zod'
import { trustedProxies } from '@/lib/config/client-address'
import { flag, setting } from '@/lib/config/settings/schema/setting'

/** Fewest bits of a network of proxies: a wider one holds the clients too, of which each could then claim any address. */
const LEAST_BITS = { ipv4: 8, ipv6: 16 }

/** Whether a text is a list of addresses and CIDR networks, none too wide, as the server process will read it. */
function areNetworks(text: string): boolean {
  try {
    trustedProxies(text)
  } catch {
    return false
  }
  return text.split(',').every((part) => {
    const [address = '', bits] = part.split('/')
    return bits === undefined || Number(bits) >= LEAST_BITS[address.includes(':') ? 'ipv6' : 'ipv4']
  })
}

/** Whether an address names a site and nothing of it: the portal is not served below a path. */
function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { username, password, pathname, search, hash } = new URL(text)
  return username + password + search + hash === '' && pathname === '/'
}

/** Where the portal listens, how it is reached, and where it keeps its state. */
export const WEB = {
  NODE_ENV: setting(z.enum(['development', 'production', 'test']).default('production'), {
    zh: '运行方式，由启动程序设定',
    en: 'how the portal runs, set by the start',
    internal: true,
  }),
  INNERWARD_ENV_FILE: setting(z.string().optional(), {
    zh: '读取设置的文件；`--env-file` 优先，环境变量优先于文件内容',
    en: 'file of settings; `--env-file` comes before it, and a variable of the environment before what a file says',
    unset: ['/etc/innerward/innerward.env（若存在）', '/etc/innerward/innerward.env, where it is there'],
  }),
  PORT: setting(z.coerce.number().int().min(1).max(65535).default(6006), {
    zh: '监听端口',
    en: 'port to listen on',
  }),
  HOST: setting(z.string().optional(), {
    zh: '监听地址；未配置医院目录时只监听本机',
    en: "address to listen on; this machine alone without a hospital's directory",
    unset: ['127.0.0.1；配置医院目录后 0.0.0.0', "127.0.0.1; 0.0.0.0 with a hospital's directory"],
  }),
  NEXTAUTH_URL: setting(
    z
      .url({ protocol: /^https?$/ })
      .refine((text) => isOrigin(text))
      .meta({
        zh: '应写成 https://innerward.hospital.internal 的形式，不带路径与账号',
        en: 'must be an address like https://innerward.hospital.internal, without a path or an account',
      })
      .default('http://localhost:6006'),
    {
      zh: '用户访问的地址；配置医院目录后必填',
      en: "the address users type; needed with a hospital's directory",
      unset: ['`http://localhost:PORT`', '`http://localhost:PORT`'],
      example: 'https://innerward.hospital.internal',
    },
  ),
  TLS_CERT_FILE: setting(z.string().optional(), {
    zh: 'PEM 证书（含中间证书），由本系统直接提供 HTTPS；与私钥同时设置',
    en: 'certificate in PEM form, with intermediates, to serve https itself; set with the key',
    file: 'reload',
    example: '/etc/innerward/tls/innerward.pem',
  }),
  TLS_KEY_FILE: setting(z.string().optional(), {
    zh: '上述证书的私钥，无口令，权限 600',
    en: 'its key, without a passphrase, mode 600',
    file: 'reload',
    example: '/etc/innerward/tls/innerward.key',
  }),
  TRUSTED_PROXIES: setting(
    z
      .string()
      .default('')
      .refine((text) => areNetworks(text))
      .meta({
        zh: '应为地址或网段，以逗号分隔，例如 10.0.0.5,10.1.0.0/16；网段不宽于 /8（IPv6 为 /16），否则人人都算代理',
        en: 'must be addresses or networks, separated by commas, like 10.0.0.5,10.1.0.0/16; no network wider than /8 (IPv6: /16), or everybody would be a proxy',
      }),
    {
      zh: '前置代理的地址或网段（CIDR），逗号分隔；见「反向代理」',
      en: 'proxies whose word on the client counts: addresses or networks, separated by commas',
      example: '10.0.0.5,10.1.0.0/16',
    },
  ),
  ALLOW_HTTP: setting(flag, {
    zh: '`on`：允许向其他电脑提供未加密的 http（每页以红色提示管理员）',
    en: '`on`: unencrypted http to other machines (administrators are warned in red on every page)',
  }),
  STATE_DIR: setting(z.string().default('var'), {
    zh: '数据库、密钥（权限 0600）、模型校验缓存；须在本机磁盘上',
    en: 'database, keys (mode 0600), hashes of models; on a disk of this machine',
    example: '/var/lib/innerward',
  }),
  LOG_LEVEL: setting(z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'), {
    zh: '日志级别；日志只含编号与代码',
    en: 'what is logged; lines hold numbers and codes only',
  }),
  LOG_FILE: setting(z.string().optional(), {
    zh: '日志写入此文件而非标准输出；轮转后用 SIGHUP 重新打开',
    en: 'file for the log instead of standard output; SIGHUP opens it again after rotation',
    unset: ['标准输出（systemd 记入 journal）', 'standard output (the journal under systemd)'],
    file: 'reload',
  }),
  METRICS_TOKEN_FILE: setting(z.string().optional(), {
    zh: '`/api/metrics` 与 `/api/readyz` 详情的令牌文件，权限 600',
    en: 'file with the token for `/api/metrics` and the reasons of `/api/readyz`, mode 600',
    unset: ['只允许本机直接读取', 'this machine only'],
    file: 'always',
  }),
} as const
