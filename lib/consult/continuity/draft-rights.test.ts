import { describe, expect, test } from 'vitest'
import '@/boot/features'
import { mayTypeIn } from '@/lib/consult/continuity/draft-rights'
import { DRAFT_PLACES } from '@/lib/consult/pure/draft-places'
import type { RoleHeld } from '@/lib/shared/actor'

const held = (role: RoleHeld['role']): RoleHeld[] => [{ role, departmentId: null }]

describe('who may type where', () => {
  const places = (role: RoleHeld['role']) => DRAFT_PLACES.filter((place) => mayTypeIn(place, held(role)))
  const ofAdministration = (place: string) => /^(?:admin\/|delegation$|document$)/.test(place)

  test('a doctor in every place of the ward and none of the administration, an auditor in none', () => {
    expect(places('doctor')).toEqual(DRAFT_PLACES.filter((place) => !ofAdministration(place)))
    expect(places('auditor')).toEqual([])
  })

  test('who manages security in every place of the administration and no other', () => {
    expect(places('security_admin')).toEqual(DRAFT_PLACES.filter(ofAdministration))
    expect(places('system_admin')).toEqual([])
  })
})
