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
