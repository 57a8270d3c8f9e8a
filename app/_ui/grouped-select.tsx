'use client'
import type { GroupedSelectProps } from './grouped-list'
import { lazyPart } from './lazy-part'
import { SelectFace } from './select-face'

const GroupedFace = ({ label, all, groups, value }: GroupedSelectProps) => (
  <SelectFace label={label} options={[all, ...groups.flatMap(({ options }) => options)]} value={value} />
)

/** One of many, under headings, found by typing. */
export const GroupedSelect = lazyPart(() => import('./grouped-list').then((list) => list.GroupedList), {
  waiting: GroupedFace,
})
