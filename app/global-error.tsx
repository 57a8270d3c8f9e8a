'use client'
import './globals.css'
import { Button } from './_ui/button'
import { Notice } from './_ui/notice'
import type { Fault } from './_components/page-fault'
import en from '@/messages/en/fault.json'
import zh from '@/messages/zh-CN/fault.json'

/** Where even the outermost frame failed: no language is known here, so it speaks both. */
export default function GlobalError({ error: { digest }, retry }: Fault) {
  return (
    <html lang="zh-CN">
      <body>
        <main className="mx-auto flex max-w-xl flex-col gap-3 p-8">
          <title>{zh.title}</title>
          {[zh, en].map((t) => (
            <Notice key={t.title} tone="error">
              <div lang={t === en ? 'en' : 'zh-CN'}>
                <h1 className="font-semibold">{t.title}</h1>
                <p>{t.text}</p>
                {digest === undefined ? null : (
                  <p className="text-muted">{t.number.replace('{number}', digest)}</p>
                )}
              </div>
            </Notice>
          ))}
          <Button className="self-start" onClick={retry}>
            {zh.retry} · <span lang="en">{en.retry}</span>
          </Button>
        </main>
      </body>
    </html>
  )
}
