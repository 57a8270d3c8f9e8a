import { z } from 'zod'
import { flag, seconds, setting } from '@/lib/config/settings/schema/setting'

const ofPolicy = {
  zh: '；安全管理员可在「策略」中更改',
  en: '; the security administrator can change it under Policies',
}

/** Sessions, duties, the trail's copies and backups. No limit is above the policy of the same name (`lib/auth/feature.ts`). */
export const KEEPING = {
  SESSION_IDLE_SECONDS: setting(seconds(15 * 60, 8 * 60 * 60), {
    zh: `闲置多久结束登录${ofPolicy.zh}`,
    en: `idle time after which a session ends${ofPolicy.en}`,
    unit: 's',
  }),
  SESSION_ABSOLUTE_SECONDS: setting(seconds(10 * 60 * 60, 24 * 60 * 60), {
    zh: `一次登录最长多久${ofPolicy.zh}`,
    en: `longest time of a session${ofPolicy.en}`,
    unit: 's',
  }),
  LOCK_AFTER_SECONDS: setting(seconds(5 * 60, 60 * 60), {
    zh: `闲置多久自动锁屏${ofPolicy.zh}`,
    en: `idle time after which the screen locks${ofPolicy.en}`,
    unit: 's',
  }),
  SEPARATION_OF_DUTIES: setting(flag, {
    zh: '`on`：一个账号至多有一个管理或审计角色；用医院目录时可随双人审批自动启用',
    en: "`on`: an account holds one role of administration or audit at most; comes with four eyes on a hospital's directory",
  }),
  AUDIT_MIRROR: setting(flag.default(true), {
    zh: '审计记录逐行抄送到 `STATE_DIR/audit-mirror/`，供日志平台采集，恢复时放回',
    en: 'copies the trail line by line to `STATE_DIR/audit-mirror/`, for log collectors and for a restore',
  }),
  AUDIT_SYSLOG_SOCKET: setting(z.string().optional(), {
    zh: '本机 syslog 流套接字路径（RFC 5424，RFC 6587 计数）',
    en: 'path of a local stream socket that takes syslog lines (RFC 5424, octet counting of RFC 6587)',
    example: '/run/systemd/journal/syslog',
  }),
  BACKUP_DIR: setting(z.string().optional(), {
    zh: '每日备份的文件夹，须已存在，最好在另一块磁盘',
    en: 'folder for a backup each day; must be there, best on another disk',
    example: '/backup/innerward',
  }),
  BACKUP_KEEP: setting(z.coerce.number().int().min(1).max(1000).default(14), {
    zh: '保留份数',
    en: 'how many are kept',
  }),
} as const
