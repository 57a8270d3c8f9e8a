import 'server-only'
import type { z } from 'zod'
import type { Actor } from '@/lib/shared/actor'
import { readSystemPrompt } from '@/lib/policies/read-system-prompt'
import { QUESTION_MAX_CHARACTERS } from '@/lib/consult/contract'
import { AppError } from '@/lib/errors/app-error'
import type { GenerateRequest } from '@/lib/inference/contract'
import { engine } from '@/lib/inference/generate'
import { toModel } from '@/lib/inference/to-model'
import { type previewInput, type previewOutput } from '@/lib/templates/contract'
import { type TemplateDefinition } from '@/lib/templates/pure/definition'
import { checkDefinition } from '@/lib/templates/pure/check-definition'
import { templates } from '@/lib/templates/feature'
import { identifiersIn } from '@/lib/templates/identifiers-in'
import { renderTemplate } from '@/lib/templates/pure/render-template'
import { readPolicy } from '@/lib/policies/read-policy'
import { budgetsOf, systemText } from '@/lib/templates/template-prompt'

async function measure(
  { definition, system, question }: { definition: TemplateDefinition; system: string; question: string },
  { userId, departmentId }: Actor,
) {
  const { language: locale } = definition
  const pass = async (text: string) => (await toModel(text, { locale, person: userId })).text
  try {
    const request: GenerateRequest = {
      userId,
      departmentId,
      conversationId: 'preview',
      priority: 'interactive',
      locale,
      system: await pass(system),
      turns: [],
      question: await pass(question),
      ...budgetsOf(definition),
    }
    const measured = await engine().measure(request)
    const { promptTokens: prompt, reservedTokens: reserved, contextLimit, tokensOver: over } = measured
    return { prompt, reserved, contextLimit, over }
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}

/**
 * The prompt that a template would give with these values, and its size as it would be sent. Nothing is stored or sent.
 * Throws AppError `template_placeholder_loop` for a template that cannot be rendered, `invalid_input` for a text longer than
 * a question may be.
 */
export async function previewTemplate(
  { definition, values }: z.infer<typeof previewInput>,
  actor: Actor,
): Promise<z.infer<typeof previewOutput>> {
  const problems = checkDefinition(definition, await readPolicy(templates.policies.templates))
  const endless = problems.some(({ code }) =>
    ['placeholder_loop', 'condition_loop', 'too_long'].includes(code),
  )
  if (endless) throw new AppError(templates.errors.template_placeholder_loop)
  const question = renderTemplate(definition, values)
  if (question.length > QUESTION_MAX_CHARACTERS) throw new AppError('invalid_input', { fields: 'values' })
  const system = systemText((await readSystemPrompt()).text[definition.language], [definition.addendum])
  return {
    system,
    question,
    tokens: await measure({ definition, system, question }, actor),
    identifiers: await identifiersIn(definition),
  }
}
