'use client'
import { Button } from '@/app/_ui/button'
import { LOCALE_COOKIE, type Locale } from '@/lib/shared/locale'

interface LanguageHereProps {
  other: Locale
  /** What the other language is called in itself. */
  label: string
  signedIn: boolean
}

/** Switches the language of a page that stands outside the frame: of the person, or of a visitor's browser. */
export function LanguageHere({ other, label, signedIn }: LanguageHereProps) {
  const change = async () => {
    if (signedIn) {
      const { changeLocale } = await import('@/lib/auth/client')
      await changeLocale(other)
    } else {
      document.cookie = `${LOCALE_COOKIE}=${other}; path=/; max-age=31536000; samesite=lax`
    }
    window.location.reload()
  }
  return (
    <Button variant="quiet" lang={other} onClick={() => void change().catch(() => undefined)}>
      {label}
    </Button>
  )
}
