/** Why a model cannot be had, as a sentence in both languages. `fatal` when no other source can help, such as a full disk. */
export class ModelFailure extends Error {
  readonly zh: string
  readonly en: string
  readonly fatal: boolean

  constructor(zh: string, en: string, { fatal = false } = {}) {
    super(en)
    this.zh = zh
    this.en = en
    this.fatal = fatal
  }
}

/** A person or the system asked to stop; what is on disk stays for the next run. */
export class Interrupted extends Error {}

/** A sentence or its part, in both languages. */
export type Words = readonly [zh: string, en: string]

/** What Node tells of an error: its code, and those of the addresses that were tried. */
export interface CodedError {
  code?: string
  errors?: readonly { code?: string }[]
}

const NAME: Words = ['服务器名称无法解析（DNS）', 'its name cannot be resolved (DNS)']
const REFUSED: Words = ['连接被拒绝', 'the connection was refused']
const CUT: Words = ['连接中断', 'the connection was cut']
const ROUTE: Words = ['网络不通', 'the network has no way to it']
const SILENT: Words = ['30 秒没有收到数据', 'no data came for 30 seconds']
const CERTIFICATE: Words = [
  'TLS 证书无法验证（可用 NODE_EXTRA_CA_CERTS 指定医院的 CA 证书）',
  'its TLS certificate cannot be verified (NODE_EXTRA_CA_CERTS names the certificate of a hospital’s own CA)',
]
const PROXY: Words = ['代理服务器要求登录（407）', 'the proxy wants a user name and password (407)']
const ABSENT: Words = ['没有此文件', 'the file is not there']
const FORBIDDEN: Words = ['没有读取权限', 'reading it is not permitted']
const FULL: Words = ['磁盘已满。请清理后再次运行', 'the disk is full. Free some space and run it again']
const UNWRITABLE: Words = [
  '没有写入权限。请检查 models/ 与 STATE_DIR 的权限',
  'writing is not permitted. Check the permissions of models/ and STATE_DIR',
]

const BY_CODE: Partial<Record<string, Words>> = {
  ENOTFOUND: NAME,
  EAI_AGAIN: NAME,
  ECONNREFUSED: REFUSED,
  ECONNRESET: CUT,
  EPIPE: CUT,
  ENETUNREACH: ROUTE,
  EHOSTUNREACH: ROUTE,
  ETIMEDOUT: SILENT,
  ENOENT: ABSENT,
  EACCES: FORBIDDEN,
  EPERM: FORBIDDEN,
  HTTP_407: PROXY,
  HTTP_404: ABSENT,
  HTTP_403: FORBIDDEN,
  HTTP_401: FORBIDDEN,
}
const TLS = /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|EPROTO)/

/** What a source's error means, by its code: `[zh, en]` without a full stop. An error of several addresses counts as its first. */
export function reasonOf(error: unknown): Words {
  const { code: own, errors } = error as CodedError
  const code = own ?? errors?.[0]?.code ?? ''
  const known = BY_CODE[code]
  if (known) return known
  if (TLS.test(code)) return CERTIFICATE
  const status = /^HTTP_(\d+)$/.exec(code)?.[1]
  if (status) return [`服务器回答 ${status}`, `the server answered ${status}`]
  return [`出错（${code || '未知'}）`, `it failed (${code || 'unknown'})`]
}

/** The failure that ends everything when this machine's own disk cannot take the file. */
export function writeFailure(error: unknown): ModelFailure {
  const { code = '' } = error as CodedError
  const [zh, en] =
    code === 'ENOSPC' || code === 'EDQUOT'
      ? FULL
      : ['EACCES', 'EPERM', 'EROFS'].includes(code)
        ? UNWRITABLE
        : [`文件无法写入（${code}）`, `the file cannot be written (${code})`]
  return new ModelFailure(`${zh}。`, `${en.charAt(0).toUpperCase()}${en.slice(1)}.`, { fatal: true })
}

/** What pip says is wrong, by the words of its error output. */
const PIP_WORDS: readonly (readonly [RegExp, Words])[] = [
  [/No space left/i, FULL],
  [/407|proxy authentication/i, PROXY],
  [/SSL|certificate/i, CERTIFICATE],
  [/Name or service not known|getaddrinfo|name resolution|NameResolution/i, NAME],
  [/Connection refused|Errno 111/i, REFUSED],
  [/timed? ?out/i, SILENT],
  [/unreachable|No route/i, ROUTE],
  [/DO NOT MATCH THE HASHES/i, ['安装包与清单的校验值不符', 'a package does not match its checksum']],
  [
    /No matching distribution|Could not find a version/i,
    ['索引中没有此软件包', 'the index has no such package'],
  ],
]

/** The reason in pip's error output: `[zh, en]` without a full stop. */
export function pipReason(stderr: string): Words {
  return PIP_WORDS.find(([words]) => words.test(stderr))?.[1] ?? ['pip 出错', 'pip failed']
}
