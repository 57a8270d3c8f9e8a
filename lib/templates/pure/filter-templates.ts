import type { TemplateSummary } from '../contract'

export interface TemplateFilters {
  search: string
  /** Empty for any. */
  scope: string
  language: string
  tag: string
  favourites: boolean
  deprecated: boolean
}

const folded = (text: string): string => text.normalize('NFKC').toLowerCase()

/** Whether every word that was typed is in the name, the description or a tag. */
function templateMatches({ name, description, tags }: TemplateSummary, search: string): boolean {
  const text = folded([name, description, ...tags].join(' '))
  return folded(search)
    .split(/\s+/)
    .every((word) => text.includes(word))
}

/** The templates that a list shows, favourites first, then as the server ordered them. */
export function filterTemplates(
  templates: readonly TemplateSummary[],
  { search, scope, language, tag, favourites, deprecated }: TemplateFilters,
): TemplateSummary[] {
  return templates
    .filter(
      (one) =>
        (scope === '' || one.scope === scope) &&
        (language === '' || one.language === language) &&
        (tag === '' || one.tags.includes(tag)) &&
        (!favourites || one.favourite) &&
        (deprecated || !one.deprecated) &&
        templateMatches(one, search),
    )
    .sort((a, b) => Number(b.favourite) - Number(a.favourite))
}
