import { getTranslations } from 'next-intl/server'
import { REFUSALS } from './refusals'

const SECONDS = '{seconds}'

/** What the form says, in the visitor's language. Sent as it is: reading message formats is more than the whole form otherwise loads. */
export interface LoginTexts {
  hospital: { title: string; username: string; password: string; hint: string; submit: string }
  emergency: {
    title: string
    warning: string
    password: string
    code: string
    codeHint: string
    submit: string
    refused: string
    offer: string
    back: string
  }
  submitting: string
  needsScripts: string
  unreachable: string
  /** Stands in a refusal for the seconds to wait, which the browser learns with it. */
  seconds: string
  refusals: Readonly<Record<string, string>>
}

/** The texts of the form in the language of the request. */
export async function loginTexts(): Promise<LoginTexts> {
  const t = await getTranslations('portal')
  const e = await getTranslations('emergency.login')
  const errors = await getTranslations('errors')
  return {
    hospital: {
      title: t('login.title'),
      username: t('login.username'),
      password: t('login.password'),
      hint: t('login.useHospitalAccount'),
      submit: t('login.submit'),
    },
    emergency: {
      title: e('title'),
      warning: e('warning'),
      password: e('password'),
      code: e('code'),
      codeHint: e('codeHint'),
      submit: e('submit'),
      refused: e('refused'),
      offer: e('offer'),
      back: e('back'),
    },
    submitting: t('login.submitting'),
    needsScripts: t('login.needsScripts'),
    unreachable: t('unreachable'),
    seconds: SECONDS,
    refusals: Object.fromEntries(
      REFUSALS.map((code) => [code, errors(code, { retryAfterSeconds: SECONDS })]),
    ),
  }
}
