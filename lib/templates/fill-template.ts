import 'server-only'
import type { z } from 'zod'
import type { Actor } from '@/lib/shared/actor'
import { QUESTION_MAX_CHARACTERS, type Question } from '@/lib/consult/contract'
import { db } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'
import { type askInput } from '@/lib/templates/contract'
import { checkValues } from '@/lib/templates/pure/values'
import { templateVersionText } from '@/lib/templates/count-uses'
import { templates } from '@/lib/templates/feature'
import { seenVersion } from '@/lib/templates/find-template'
import { renderTemplate } from '@/lib/templates/pure/render-template'
import { budgetsOf } from '@/lib/templates/template-prompt'

/**
 * The question that a request asks: as typed, or, with a template, rendered here from the stored version and the values
 * of its form, which are kept nowhere. Throws AppError `not_found`, `template_deprecated`, `template_values`, or
 * `invalid_input` when the text gets longer than a question may be.
 */
export async function fillTemplate(
  { templateId, templateVersion, fields, ...typed }: z.output<typeof askInput>,
  actor: Actor,
): Promise<Question> {
  if (templateId === undefined) return typed
  const found = await seenVersion(await db(), { id: templateId, number: templateVersion }, actor)
  const { template, version, definition } = found
  if (template.deprecatedAt) throw new AppError(templates.errors.template_deprecated)
  const values = fields ?? {}
  const problems = checkValues(definition, values)
  if (problems.length > 0) throw new AppError(templates.errors.template_values, { count: problems.length })
  const own = typed.question.trim()
  const question = [renderTemplate(definition, values), ...(own === '' ? [] : [own])].join('\n\n')
  if (question.length > QUESTION_MAX_CHARACTERS) {
    throw new AppError('invalid_input', { fields: 'fields' })
  }
  return {
    ...typed,
    question,
    locale: definition.language,
    template: {
      version: templateVersionText(templateId, version.number),
      addendum: definition.addendum,
      documents: definition.documents ?? [],
      ...budgetsOf(definition),
    },
  }
}
