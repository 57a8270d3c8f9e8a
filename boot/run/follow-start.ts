import { announce, type Announcement } from '@/boot/run/announce'
import { untilReady, type ListeningPortal, type PortalStatus } from '@/boot/run/portal-health'
import type { PortalProcess } from '@/boot/run/supervise'
import en from '@/messages/en/engine.json'
import zh from '@/messages/zh-CN/engine.json'
import { say } from '@/scripts/sentence.mjs'

/** What the portal's process says to the one that started it: what a model met while loading, or why it cannot listen. */
export interface PortalMessage {
  notice?: { code: string; params: Record<string, string | number> }
  failed?: string
}

/** What the model met while loading, in both languages, with its numbers. */
function sayNotice({ code, params }: NonNullable<PortalMessage['notice']>): void {
  const key = code === 'out_of_memory' && params['contextTokens'] === 0 ? 'out_of_memory_smaller' : code
  for (const notices of [zh.notices, en.notices] as Partial<Record<string, string>>[]) {
    const sentence = notices[key] ?? key
    process.stderr.write(`${sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name]))}\n`)
  }
}

interface Start {
  portal: PortalProcess
  where: ListeningPortal
  /** Whether it was started before. */
  again: boolean
  announcement: Announcement
}

/** Tells what the portal says while it starts, and what came of it; at length the first time only. Returns what came of it. */
export async function followStart({ portal, where, again, announcement }: Start): Promise<PortalStatus> {
  portal.on('message', ({ notice, failed }: PortalMessage) => {
    if (notice) sayNotice(notice)
    if (failed !== 'EADDRINUSE') return
    portal.portTaken = true
    process.stderr.write(
      `\n无法启动：端口 ${where.port} 已被占用。\nCannot start: port ${where.port} is taken.\n`,
    )
  })
  const status = await untilReady(where, portal)
  const { url } = announcement
  if (status === 'failed') {
    process.stderr.write(
      `模型未能加载：页面可用（${url}），但不能提问。请查看上面的日志。\nThe model could not be loaded: pages work (${url}), questions do not. See the log above.\n`,
    )
  } else if (status !== 'starting') {
    if (again) say('院内智询已恢复运行。', 'Innerward is running again.')
    else announce(announcement)
  }
  return status
}
