import { expect, test } from 'vitest'
import { chooseSlot, type SlotCosts, type SlotView } from './choose-slot'

const COSTS: SlotCosts = { readMs: 1, microBatchMs: 10, expectedTokens: 100 }
const slot = (index: number, view: Partial<SlotView> = {}): SlotView => ({
  index,
  busy: false,
  reusable: 0,
  evicts: false,
  drops: 0,
  lastUsed: 0,
  ...view,
})

test.each<{ what: string; slots: SlotView[]; costs?: Partial<SlotCosts>; chosen: number | null }>([
  { what: 'all unused: the lowest', slots: [slot(0), slot(1)], chosen: 0 },
  { what: 'all busy: none', slots: [slot(0, { busy: true }), slot(1, { busy: true })], chosen: null },
  {
    what: 'the slot that has read most of it',
    slots: [slot(0), slot(1, { reusable: 500 }), slot(2, { reusable: 200 })],
    chosen: 1,
  },
  {
    what: 'an unused slot rather than one that holds a conversation',
    slots: [slot(0, { evicts: true, lastUsed: 1 }), slot(1)],
    chosen: 1,
  },
  {
    what: 'a slot that others cannot use either rather than one with instructions read',
    slots: [slot(0, { drops: 140, lastUsed: 1 }), slot(1, { drops: 4, lastUsed: 9 })],
    chosen: 1,
  },
  {
    what: 'the conversation not used for longest makes room',
    slots: [
      slot(0, { evicts: true, lastUsed: 9 }),
      slot(1, { evicts: true, lastUsed: 3 }),
      slot(2, { evicts: true, lastUsed: 5 }),
    ],
    chosen: 1,
  },
  {
    what: 'a neighbour of the busy ones rather than a gap',
    slots: [slot(0, { busy: true }), slot(1, { evicts: true, lastUsed: 9 }), slot(2)],
    chosen: 1,
  },
  {
    what: 'a short prompt is read again rather than making a gap',
    slots: [slot(0, { busy: true }), slot(1), slot(2, { reusable: 300 })],
    chosen: 1,
  },
  {
    what: 'a long prompt is worth a gap',
    slots: [slot(0, { busy: true }), slot(1), slot(2, { reusable: 3000 })],
    chosen: 2,
  },
])('$what', ({ slots, costs, chosen }) => {
  expect(chooseSlot(slots, { ...COSTS, ...costs })).toBe(chosen)
})
