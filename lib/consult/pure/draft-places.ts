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

/** The forms of administration under the right to manage security: policies and instructions, and the dialogs. */
export const ADMIN_DRAFTS = ['policies', 'system-prompt', 'mapping', 'department', 'roles'] as const

/** Where those who may ask type outside a case. */
const ASKING_DRAFTS = [NEW_CASE_DRAFT, 'new.form', 'mechanism'] as const

/** What is typed outside a case is kept in these places, one draft each. */
export const DRAFT_PLACES = [
  ...ASKING_DRAFTS,
  'medication',
  'template/new',
  'template/edit',
  'admin/policies',
  'admin/system-prompt',
  'admin/mapping',
  'admin/department',
  'admin/roles',
  'delegation',
  'document',
] as const
export type DraftPlace = (typeof DRAFT_PLACES)[number]

/** Whether the draft is kept in a place of its own and not with a case. */
export const isDraftPlace = (draftId: string): draftId is DraftPlace =>
  DRAFT_PLACES.some((place) => place === draftId)

/** Whether the right to ask opens the draft: one of a case, or of a place where those who may ask type. */
export const isOfAsking = (draftId: string): boolean =>
  !isDraftPlace(draftId) || ASKING_DRAFTS.some((place) => place === draftId)
