import { Button } from '@/app/_ui/button'
import { Notice } from '@/app/_ui/notice'
import en from '@/messages/en/fault.json'
import zh from '@/messages/zh-CN/fault.json'

interface BareFaultProps {
  number: string | null
  retry: () => void
}

/** A fault outside the frame, where no language is known: it speaks both. */
export function BareFault({ number, retry }: BareFaultProps) {
  return (
    <main className="mx-auto flex max-w-xl flex-col gap-3 p-8">
      <title>{zh.title}</title>
      {[zh, en].map((t) => (
        <Notice key={t.title} tone="error">
          <div lang={t === en ? 'en' : 'zh-CN'}>
            <h1 className="font-semibold">{t.title}</h1>
            <p>{t.text}</p>
            {number === null ? null : <p className="text-muted">{t.number.replace('{number}', number)}</p>}
          </div>
        </Notice>
      ))}
      <Button className="self-start" onClick={retry}>
        {zh.retry} · <span lang="en">{en.retry}</span>
      </Button>
    </main>
  )
}
