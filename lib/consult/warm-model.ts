import 'server-only'
import type { SystemPrompt } from '@/lib/config/read-system-prompt'
import { engine } from '@/lib/inference/generate'
import { toModel } from '@/lib/inference/to-model'
import { processSingleton } from '@/lib/shared/process-singleton'

/** Has the model read the instructions in force ahead of time, once for each change of them; nobody waits for that. */
export async function warmModel({ version, text }: SystemPrompt): Promise<void> {
  const warmed = processSingleton<{ version: string | null }>('warmed-instructions', () => ({
    version: null,
  }))
  if (warmed.version === version) return
  warmed.version = version
  const chinese = await toModel(text['zh-CN'], { locale: 'zh-CN' })
  const english = await toModel(text.en, { locale: 'en' })
  engine().warm([chinese.text, english.text])
}
