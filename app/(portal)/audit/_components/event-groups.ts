/** What the events of the trail are chosen under, in the order of the list: areas, or the whole names of single events. */
export const EVENT_GROUPS = {
  questions: ['consult', 'answer', 'conversation'],
  medication: ['medication'],
  library: ['library', 'site'],
  templates: ['template'],
  batches: ['batch'],
  teaching: ['mechanism', 'presentation'],
  usage: ['usage'],
  sign_in: ['session', 'access', 'breakglass'],
  people: ['user', 'roles', 'department', 'mapping', 'directory', 'admin.first_granted'],
  rules: ['policy', 'change', 'system_prompt', 'model'],
  trail: ['audit', 'trail', 'admin'],
  system: ['system', 'backup'],
} as const satisfies Readonly<Record<string, readonly string[]>>

type EventGroup = keyof typeof EVENT_GROUPS
const GROUPS = Object.entries(EVENT_GROUPS) as [EventGroup, readonly string[]][]

/** The group of an event: the one that names it, else the one that names its area; null for an area that none names. */
export function groupOf(event: string): EventGroup | null {
  const named = (name: string) => GROUPS.find(([, parts]) => parts.includes(name))?.[0]
  return named(event) ?? named(event.split('.')[0] ?? '') ?? null
}

/** The events under their groups, each in the order given; a group without any is left out. */
export function groupEvents(events: readonly string[]): { group: EventGroup; events: string[] }[] {
  return GROUPS.map(([group]) => ({
    group,
    events: events.filter((event) => groupOf(event) === group),
  })).filter(({ events: own }) => own.length > 0)
}
