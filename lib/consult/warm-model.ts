import 'server-only'
import type { SystemPrompt } from '@/lib/policies/read-system-prompt'
import { engine } from '@/lib/inference/generate'
import { toModel } from '@/lib/inference/to-model'
import { faultFields } from '@/lib/logging/fault-fields'
import { logger } from '@/lib/logging/logger'
import { processSingleton } from '@/lib/shared/process-singleton'

async function warm(text: SystemPrompt['text']): Promise<void> {
  const chinese = await toModel(text['zh-CN'], { locale: 'zh-CN' })
  const english = await toModel(text.en, { locale: 'en' })
  engine().warm([chinese.text, english.text])
}

/**
 * Has the model read the instructions in force ahead of time, once for each change of them. Nobody waits for that, and no start
 * and no question fails with it: what could not be read ahead is tried again with the next question.
 */
export function warmModel({ version, text }: SystemPrompt): void {
  const warmed = processSingleton<{ version: string | null }>('warmed-instructions', () => ({
    version: null,
  }))
  if (warmed.version === version) return
  warmed.version = version
  warm(text).catch((error: unknown) => {
    warmed.version = null
    logger.warn('the instructions were not read ahead', { component: 'consult', ...faultFields(error) })
  })
}
