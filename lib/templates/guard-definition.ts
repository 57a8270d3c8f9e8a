import 'server-only'
import { readPolicy } from '@/lib/config/read-policy'
import { AppError } from '@/lib/errors/app-error'
import { checkDefinition, type TemplateDefinition } from '@/lib/templates/contract'
import { identifiersIn } from '@/lib/templates/identifiers-in'

/**
 * Lets a definition through that may be stored. Throws AppError `template_unknown_placeholder`,
 * `template_broken_placeholder`, `template_placeholder_loop` or `template_invalid` for what `checkDefinition` finds, and
 * `template_identifiers` when a text of it looks like the identity of a person.
 */
export async function guardDefinition(definition: TemplateDefinition): Promise<void> {
  const problems = checkDefinition(definition, await readPolicy('templates'))
  const [first] = problems
  switch (first?.code) {
    case undefined:
      break
    case 'unknown_placeholder':
    case 'nested_field':
      throw new AppError('template_unknown_placeholder', { line: first.line })
    case 'broken_placeholder':
      throw new AppError('template_broken_placeholder', { line: first.line })
    case 'placeholder_loop':
    case 'condition_loop':
      throw new AppError('template_placeholder_loop')
    default:
      throw new AppError('template_invalid', { count: problems.length })
  }
  const identifiers = identifiersIn(definition)
  if (identifiers.length > 0) throw new AppError('template_identifiers', { count: identifiers.length })
}
