import { describe, expect, test } from 'vitest'
import '@/boot/features'
import { mayTypeIn } from '@/lib/consult/continuity/draft-rights'
import { DRAFT_PLACES } from '@/lib/consult/pure/draft-places'
import type { RoleHeld } from '@/lib/shared/actor'

const held = (role: RoleHeld['role']): RoleHeld[] => [{ role, departmentId: null }]

describe('who may type where', () => {
  test('a doctor in every place, an auditor in none', () => {
    expect(DRAFT_PLACES.filter((place) => !mayTypeIn(place, held('doctor')))).toEqual([])
    expect(DRAFT_PLACES.filter((place) => mayTypeIn(place, held('auditor')))).toEqual([])
  })
})
