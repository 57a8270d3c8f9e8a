import 'server-only'
import type { SystemPrompt } from '@/lib/config/read-system-prompt'
import { engine } from '@/lib/inference/generate'
import { processSingleton } from '@/lib/shared/process-singleton'

/** Has the model read the instructions in force ahead of time, once for each change of them. Returns at once. */
export function warmModel({ version, text }: SystemPrompt): void {
  const warmed = processSingleton<{ version: string | null }>('warmed-instructions', () => ({
    version: null,
  }))
  if (warmed.version === version) return
  warmed.version = version
  engine().warm([text['zh-CN'], text.en])
}
