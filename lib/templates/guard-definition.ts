import 'server-only'
import { readPolicy } from '@/lib/policies/read-policy'
import { AppError } from '@/lib/errors/app-error'
import { checkDefinition, type TemplateProblem } from '@/lib/templates/pure/check-definition'
import { type TemplateDefinition } from '@/lib/templates/pure/definition'
import { templates } from '@/lib/templates/feature'
import { findInQuarantine, identifiersIn } from '@/lib/templates/identifiers-in'

function refusalOf({ code, line }: TemplateProblem, count: number): AppError {
  if (code === 'unknown_placeholder' || code === 'nested_field') {
    return new AppError(templates.errors.template_unknown_placeholder, { line })
  }
  if (code === 'broken_placeholder') {
    return new AppError(templates.errors.template_broken_placeholder, { line })
  }
  if (code === 'placeholder_loop' || code === 'condition_loop') {
    return new AppError(templates.errors.template_placeholder_loop)
  }
  return new AppError(templates.errors.template_invalid, { count })
}

/**
 * Lets a definition through that may be stored. Throws AppError `template_unknown_placeholder`,
 * `template_broken_placeholder`, `template_placeholder_loop` or `template_invalid` for what `checkDefinition` finds, and
 * `template_identifiers` when a text of it, or the note that is kept with it, looks like the identity of a person.
 */
export async function guardDefinition(definition: TemplateDefinition, note = ''): Promise<void> {
  const problems = checkDefinition(definition, await readPolicy(templates.policies.templates))
  const [first] = problems
  if (first) throw refusalOf(first, problems.length)
  const [ofNote = []] = await findInQuarantine([note], definition.language)
  const identifiers = [...(await identifiersIn(definition)), ...ofNote]
  if (identifiers.length > 0) {
    throw new AppError(templates.errors.template_identifiers, { count: identifiers.length })
  }
}
