'use client'
import { useMutation } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import { Button } from '@/app/_ui/button'
import { Notice } from '@/app/_ui/notice'
import { changeLocale } from '@/lib/auth/client'

interface LanguageSwitchProps {
  /** What must be done before the page is loaded anew: what was typed is saved. */
  before: () => Promise<unknown>
  disabled?: boolean
}

/** Keeps the other language with the person and loads the page in it. */
export function LanguageSwitch({ before, disabled = false }: LanguageSwitchProps) {
  const t = useTranslations('portal')
  const other = useLocale() === 'en' ? 'zh-CN' : 'en'
  const { mutate, isPending, isSuccess, isError } = useMutation({
    mutationFn: async () => {
      await before()
      await changeLocale(other)
    },
    onSuccess: () => window.location.reload(),
  })
  return (
    <>
      <Button
        variant="quiet"
        lang={other}
        disabled={disabled || isPending || isSuccess}
        onClick={() => mutate()}
      >
        {t('otherLanguage')}
      </Button>
      {isError ? <Notice tone="error">{t('unreachable')}</Notice> : null}
    </>
  )
}
