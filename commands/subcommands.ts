/** One thing that an operator can do: `innerward <words> <args>`, in a program of its own. */
export interface Subcommand {
  /** As they are typed; with a colon between them they name the npm script. */
  words: string
  /** The program, from the project's folder. */
  program: string
  args?: string
  zh: string
  en: string
  /** Needs the rights of whoever typed it; all others work as the owner of the state folder. */
  asCaller?: true
  /** An option with which it needs them too. */
  asCallerWith?: string
  /** Tells wrong settings itself; before all others a wrong one ends the command. */
  tellsSettings?: true
  /** Libuv reads the size of its pool at the start of a process: these run in a new one. */
  oneThreadPool?: true
}

const of = (words: string, program: string, rest: Omit<Subcommand, 'words' | 'program'>): Subcommand => ({
  words,
  program,
  ...rest,
})

/** The operators' commands, in the order in which `innerward --help` tells them. */
export const SUBCOMMANDS: readonly Subcommand[] = [
  of('check', 'commands/check.ts', {
    args: '[--json | --write-unit [--clients 网段 NETWORKS]]',
    zh: '检查设置、机器、磁盘、目录、证书、备份、模型、GPU 与外联，写明怎么办；--write-unit：把允许通信的地址写入 systemd',
    en: 'look at settings, machine, disk, directory, certificates, backups, model, GPU and ways out, and say what to do; --write-unit: tell systemd which addresses the service may speak with',
    tellsSettings: true,
    asCallerWith: '--write-unit',
  }),
  of('directory test', 'commands/directory-test.ts', {
    args: '[登录名 NAME]',
    zh: '逐步测试目录连接（不需登录），可查看某人会得到的角色',
    en: 'test the directory step by step, without signing in; with a name, what that person would get',
  }),
  of('admin grant', 'commands/admin-grant.ts', {
    args: '--first <登录名 NAME>',
    zh: '设立第一位安全管理员（一次，记入审计）',
    en: 'make the first security administrator (once, recorded)',
  }),
  of('escrow', 'commands/escrow.ts', {
    args: 'seal|check|open <文件 FILE> [--passphrase-file …]',
    zh: '把密钥封入口令文件、核对它与数据库相符、放回丢失的密钥',
    en: 'seal the keys into a file of a passphrase, prove that it fits the database, put lost keys back',
  }),
  of('support-bundle', 'commands/support-bundle.ts', {
    args: '<文件 FILE.tar.gz>',
    zh: '收集排查资料（不含患者文字、密钥与姓名）',
    en: 'collect what support needs (no text of patients, no keys, no names)',
  }),
  of('prove-egress', 'commands/prove-egress.ts', {
    args: '[--report 文件 FILE.json]',
    zh: '在无网络的命名空间中运行一套演示实例，数出向外的数据包（应为 0）',
    en: 'run a portal of the demo in a namespace without a network and count packets that want to leave (0)',
    asCaller: true,
  }),
  of('backup', 'commands/backup.ts', {
    args: '<文件夹 DIR>',
    zh: '备份数据库，不必停机（不含密钥）',
    en: 'copy the database, also while the portal runs (keys are never in it)',
  }),
  of('restore', 'commands/restore.ts', {
    args: '<备份 FOLDER> [--check] --name … --reason …',
    zh: '检查或恢复一份备份（恢复须停机）',
    en: 'check or restore a backup (to restore, stop the portal first)',
  }),
  of('audit verify', 'commands/audit-verify.ts', {
    args: '<文件 FILE> --public-key KEY.pem',
    zh: '离线验证导出的审计文件',
    en: 'verify an exported audit file without the portal',
    asCaller: true,
  }),
  of('audit rotate-keys', 'commands/audit-rotate-keys.ts', {
    zh: '更换审计密钥（停机）',
    en: 'change the audit keys (portal stopped)',
  }),
  of('trail accept', 'commands/trail-accept.ts', {
    args: '--name … --reason …',
    zh: '查明原因后接受审计记录的缺失',
    en: 'accept that audit records are missing, once the reason is known',
  }),
  of('session rotate-secret', 'commands/session-rotate-secret.ts', {
    zh: '更换会话密钥，所有人重新登录（停机）',
    en: 'change the session secret: everybody signs in again (portal stopped)',
  }),
  of('breakglass enable', 'commands/breakglass-enable.ts', {
    zh: '启用应急账号',
    en: 'switch the emergency account on',
  }),
  of('breakglass disable', 'commands/breakglass-disable.ts', {
    zh: '停用应急账号',
    en: 'switch the emergency account off',
  }),
  of('model list', 'commands/model-list.ts', { zh: '列出模型', en: 'list the models' }),
  of('model get', 'commands/model-get.ts', {
    args: '<编号 ID> [--from …] [--accept-terms]',
    zh: '取得清单中的模型',
    en: 'get a model of the catalogue',
  }),
  of('model use', 'commands/model-use.ts', {
    args: '<编号 ID>',
    zh: '选择下次启动使用的模型',
    en: 'choose the model of the next start',
  }),
  of('model verify', 'commands/model-verify.ts', {
    zh: '重新校验模型文件',
    en: 'read the model files again and check their hashes',
  }),
  of('gpu libs', 'commands/gpu-libs.ts', {
    args: '[--from …] [--accept-terms]',
    zh: '安装 NVIDIA 的 CUDA 库',
    en: "install NVIDIA's CUDA libraries",
  }),
  of('library reindex', 'commands/library-reindex.ts', {
    zh: '重建院内资料的索引',
    en: 'make the index of the library anew',
  }),
  of('library new-key', 'commands/library-new-key.ts', {
    args: '--name … --reason lost|rotation|exposed',
    zh: '资料包签名密钥丢失或须更换时，另生成一把（记入审计）',
    en: 'make another key for bundles of the library, where it is lost or to be changed (recorded)',
  }),
  of('medication import', 'commands/medication-import.ts', {
    args: '<文件夹 FOLDER> --proposer …',
    zh: '提出本院的用药表',
    en: "propose the hospital's medication tables",
  }),
  of('medication recalled', 'commands/medication-recalled.ts', {
    args: '<文件 FILE.csv>',
    zh: '写出来源待核对的用药行',
    en: 'write the medication rows whose source is to be confirmed',
    asCaller: true,
  }),
  of('terminology import', 'commands/terminology-import.ts', {
    args: '<文件 FILE…>',
    zh: '导入本院获授权的术语表',
    en: 'import terminology that the hospital is licensed for',
  }),
  of('upgrade', 'commands/upgrade.ts', {
    args: '<离线包 BUNDLE>',
    zh: '核对签名，备份，升级到离线包的版本',
    en: 'check the signature, back up and upgrade to the version of a bundle',
    asCaller: true,
  }),
  of('self-test', 'commands/self-test.ts', {
    zh: '数据库与推理引擎能否在本机运行',
    en: 'whether database and engine run on this machine',
    asCaller: true,
  }),
  of('eval', 'bench/eval.ts', {
    args: '[--model …] [--cases …]',
    zh: '本院对模型的验收评测',
    en: "the hospital's acceptance of a model",
    oneThreadPool: true,
  }),
]

/** The subcommand that a line begins with, and what follows it; null where there is none. */
export function findSubcommand(
  line: readonly string[],
): { subcommand: Subcommand; args: readonly string[] } | null {
  const found = SUBCOMMANDS.map((subcommand) => ({ subcommand, words: subcommand.words.split(' ') })).find(
    ({ words }) => words.every((word, i) => line[i] === word),
  )
  return found ? { subcommand: found.subcommand, args: line.slice(found.words.length) } : null
}
