import 'server-only'
import { withDirectory } from '@/lib/auth/directory/connect'
import { bindService, hasServiceAccount } from '@/lib/auth/directory/open-client'

/**
 * True when the directory answers within three seconds and accepts the service account, or, without one, shows its root
 * entry (RFC 4512 §5.1). Never throws.
 */
export async function directoryReachable(): Promise<boolean> {
  return withDirectory({ deadlineMs: 3000 }, async (open) => {
    const client = await open()
    if (hasServiceAccount()) await bindService(client)
    else await client.search('', { scope: 'base', attributes: ['1.1'] })
    return true
  }).catch(() => false)
}
