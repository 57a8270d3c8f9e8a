'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { useQuestion } from '@/app/(portal)/_components/use-question'
import { Button } from '@/app/_ui/button'
import { Notice } from '@/app/_ui/notice'
import { LIBRARY, retireExamples } from '@/lib/library/client'

/** Says that there are examples, and takes all of them out of use in one step. */
export function ExamplesNotice({ count }: { count: number }) {
  const t = useTranslations('library')
  const queries = useQueryClient()
  const [ask, question] = useQuestion()
  const retire = useMutation({
    mutationFn: retireExamples,
    onSuccess: () => queries.invalidateQueries({ queryKey: LIBRARY }),
  })
  const action = t('retireExamples')
  return (
    <>
      <Notice tone="warning">
        <div className="flex flex-wrap items-center justify-between gap-2">
          {t('examplesNotice', { count })}
          <Button
            disabled={retire.isPending}
            onClick={() =>
              ask({ text: t('retireExamplesAsk', { count }), action, onYes: () => retire.mutate() })
            }
          >
            {action}
          </Button>
        </div>
      </Notice>
      <QueryFailure error={retire.error} />
      {question}
    </>
  )
}
