/** The draft of a case that does not exist yet. */
export const NEW_CASE_DRAFT = 'new'

const FORM = '.form'

/** The draft of a template that is being filled in for a case, or for a new one. */
export const formDraft = (caseId: string): string => `${caseId}${FORM}`

/** The case, or new one, that a draft is the filled template of; null for a draft of another kind. */
export const caseOfForm = (draftId: string): string | null =>
  draftId.endsWith(FORM) ? draftId.slice(0, -FORM.length) : null

/** The templates that are written: a new one, and a change of one that is there. */
export const TEMPLATE_DRAFTS = ['new', 'edit'] as const

/** What is typed outside a case is kept in these places, one draft each. */
export const DRAFT_PLACES = [
  NEW_CASE_DRAFT,
  'new.form',
  'mechanism',
  'medication',
  'template/new',
  'template/edit',
] as const
export type DraftPlace = (typeof DRAFT_PLACES)[number]

/** Whether the draft is kept in a place of its own and not with a case. */
export const isDraftPlace = (draftId: string): draftId is DraftPlace =>
  DRAFT_PLACES.some((place) => place === draftId)
