'use client'
import { useRouter } from 'next/navigation'
import { Button } from '@/app/_ui/button'

interface LanguageCookieSwitchProps {
  /** The language to change to, and what it is called in itself. */
  other: string
  label: string
  cookie: string
}

/** Switches the language of a visitor who has not signed in; signing in brings the person's own choice back. */
export function LanguageCookieSwitch({ other, label, cookie }: LanguageCookieSwitchProps) {
  const router = useRouter()
  const change = () => {
    document.cookie = `${cookie}=${other}; path=/; max-age=31536000; samesite=lax`
    router.refresh()
  }
  return (
    <Button variant="quiet" className="-mr-2 !px-2" lang={other} onClick={change}>
      {label}
    </Button>
  )
}
