import { postToNextAuth } from './post-to-next-auth'

/** Why a sign-in was refused: an error code, and for `too_many_requests` the seconds to wait. */
export interface SignInRefusal {
  code: string
  retryAfterSeconds: number
}

/** What a person types to sign in: the hospital account, or the emergency account with its one-time code. */
type Credentials = { username: string; password: string } | { password: string; code: string }

/** Signs in; null on success. Throws when the server cannot be reached. */
export async function signIn(typed: Credentials): Promise<SignInRefusal | null> {
  const action = 'code' in typed ? 'callback/emergency' : 'callback/credentials'
  const { searchParams } = await postToNextAuth(action, typed)
  const code = searchParams.get('error')
  return code === null
    ? null
    : { code, retryAfterSeconds: Number(searchParams.get('retryAfterSeconds') ?? 0) }
}
