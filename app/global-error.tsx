'use client'
import './globals.css'
import { BareFault } from './_components/bare-fault'
import type { Fault } from './_components/use-fault-number'

/** Where even the outermost frame failed. */
export default function GlobalError({ error: { digest }, retry }: Fault) {
  return (
    <html lang="zh-CN">
      <body>
        <BareFault number={digest ?? null} retry={retry} />
      </body>
    </html>
  )
}
