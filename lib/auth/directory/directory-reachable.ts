import 'server-only'
import { bindService, withDirectory } from '@/lib/auth/directory/connect'

/** True when the directory answers and accepts the service account within three seconds. Never throws. */
export async function directoryReachable(): Promise<boolean> {
  return withDirectory(3000, async (open) => {
    await bindService(await open())
    return true
  }).catch(() => false)
}
