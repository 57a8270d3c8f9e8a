'use client'
import { useTranslations } from 'next-intl'
import { Dialog } from '@/app/_ui/dialog'
import { Button } from '@/app/_ui/button'

const EXAMPLES = ['diagnosis', 'drug', 'lab'] as const

/** Questions that are hard to answer well, each beside one that is not, and why. */
export function QuestionExamples({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useTranslations('check')
  return (
    <Dialog open={open} onClose={onClose} title={t('examples')}>
      <p className="text-muted text-sm">{t('examplesIntro')}</p>
      {EXAMPLES.map((example) => (
        <section key={example} className="border-line flex flex-col gap-1 border-t pt-2 text-sm">
          <h3 className="font-semibold">{t(`kind.${example}`)}</h3>
          <p>
            <span className="text-danger font-medium">{t('bad')}</span> {t(`example.${example}.bad`)}
          </p>
          <p>
            <span className="text-success font-medium">{t('good')}</span> {t(`example.${example}.good`)}
          </p>
          <p className="text-muted text-xs">{t(`example.${example}.why`)}</p>
        </section>
      ))}
      <div>
        <Button onClick={onClose}>{t('close')}</Button>
      </div>
    </Dialog>
  )
}

/** The good ones, to begin with in an empty box: each is put there to be changed. */
export function StartingExamples({ onExample }: { onExample: (question: string) => void }) {
  const t = useTranslations('check')
  return (
    <section aria-label={t('begin')} className="flex flex-col gap-1">
      <h3 className="text-xs font-semibold">{t('begin')}</h3>
      <ul className="flex flex-col gap-1">
        {EXAMPLES.map((example) => (
          <li key={example}>
            <button
              type="button"
              onClick={() => onExample(t(`example.${example}.good`))}
              className="border-line hover:bg-raised flex min-h-[24px] w-full flex-col rounded border px-2 py-1 text-left text-xs"
            >
              <span className="font-medium">{t(`kind.${example}`)}</span>
              <span className="text-muted line-clamp-2">{t(`example.${example}.good`)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
