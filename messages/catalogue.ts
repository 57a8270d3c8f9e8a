import type { Locale } from '@/lib/shared/locale'
import enAdmin from './en/admin.json'
import enAudit from './en/audit.json'
import enConsult from './en/consult.json'
import enErrors from './en/errors.json'
import enPortal from './en/portal.json'
import enUsage from './en/usage.json'
import zhAdmin from './zh-CN/admin.json'
import zhAudit from './zh-CN/audit.json'
import zhConsult from './zh-CN/consult.json'
import zhErrors from './zh-CN/errors.json'
import zhPortal from './zh-CN/portal.json'
import zhUsage from './zh-CN/usage.json'

const zh = {
  admin: zhAdmin,
  audit: zhAudit,
  consult: zhConsult,
  errors: zhErrors,
  portal: zhPortal,
  usage: zhUsage,
}
const en: typeof zh = {
  admin: enAdmin,
  audit: enAudit,
  consult: enConsult,
  errors: enErrors,
  portal: enPortal,
  usage: enUsage,
}

/** All interface texts. Chinese is the reference; the type makes a key that English lacks a compile error. */
export const MESSAGES: Record<Locale, typeof zh> = { 'zh-CN': zh, en }
