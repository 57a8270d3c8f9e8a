'use client'
import { useTranslations } from 'next-intl'
import { useState, type ReactNode } from 'react'
import { Button } from '@/app/_ui/button'
import { Dialog } from '@/app/_ui/dialog'

interface Question {
  text: string
  /** The word on the button that does it. */
  action: string
  onYes: () => void
}

/**
 * Asks before something that cannot be undone. `ask` opens the question; the node belongs into the page. Cancel has the
 * focus, so that a key pressed once too often does nothing.
 */
export function useQuestion(): [ask: (question: Question) => void, node: ReactNode] {
  const t = useTranslations('controls')
  const portal = useTranslations('portal')
  const [question, setQuestion] = useState<Question | null>(null)
  const close = () => setQuestion(null)
  const node = question ? (
    <Dialog open onClose={close} title={t('sure')} size="small">
      <p className="text-sm whitespace-pre-line">{question.text}</p>
      <div className="flex justify-end gap-2">
        <Button autoFocus onClick={close}>
          {portal('cancel')}
        </Button>
        <Button
          variant="danger"
          onClick={() => {
            close()
            question.onYes()
          }}
        >
          {question.action}
        </Button>
      </div>
    </Dialog>
  ) : null
  return [setQuestion, node]
}
