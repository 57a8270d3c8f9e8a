import type { Actor } from '@/lib/shared/actor'

/** A doctor who is signed in and unlocked, with whatever else a test needs to be so. No row stands behind it. */
export const madeUpActor = (facts: Partial<Actor> = {}): Actor => ({
  userId: 'u1',
  username: 'doctor.li',
  displayName: '李明',
  departmentId: 'd1',
  roles: [{ role: 'doctor', departmentId: null }],
  locale: 'zh-CN',
  sessionId: 's1',
  locked: false,
  ...facts,
})
