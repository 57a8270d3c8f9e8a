import type { Block } from '@/lib/clinical/markdown/tree'
import type { Role } from '@/lib/shared/actor'

/** The guides, each for some roles; the files of docs/<language>/user. */
export const GUIDES = ['doctor', 'head', 'auditor', 'administrator'] as const
export type GuideId = (typeof GUIDES)[number]

/** Which guide speaks to a role. */
export const GUIDE_OF: Readonly<Record<Role, GuideId>> = {
  doctor: 'doctor',
  department_head: 'head',
  pharmacy_head: 'doctor',
  system_admin: 'administrator',
  security_admin: 'administrator',
  auditor: 'auditor',
}

/** A guide with what stands before its first section. */
export interface Guide {
  id: GuideId
  title: string
  intro: Block[]
  sections: { title: string; blocks: Block[] }[]
}
