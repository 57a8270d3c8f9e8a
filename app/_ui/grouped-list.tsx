'use client'
import { clsx } from 'clsx'
import {
  Autocomplete,
  Button,
  Header,
  Input,
  Label,
  ListBox,
  ListBoxSection,
  Popover,
  SearchField,
  Select as Choice,
  useFilter,
} from 'react-aria-components'
import { controlClass, POPUP } from './control'
import { BOX, FACE, LABEL, type Option } from './select-face'
import { Face, keyOf, Line, valueOf } from './select-line'

export interface GroupedSelectProps {
  label: string
  /** Stands first and in no group: the choice of none. */
  all: Option
  groups: readonly { heading: string; options: readonly Option[] }[]
  value: string
  onChange: (value: string) => void
  /** Names the field that searches the list, and what is said where nothing holds what was typed. */
  search: string
  empty: string
}

/**
 * One of many, under headings, found by typing: the field above the list has the focus while it is open, arrows move in the list, Enter
 * takes the marked line, Escape clears what was typed and then closes. A heading that is typed finds all that stands under it.
 */
export function GroupedList({ label, all, groups, value, onChange, search, empty }: GroupedSelectProps) {
  const { contains } = useFilter({ sensitivity: 'base' })
  return (
    <Choice className={BOX} value={keyOf(value)} onChange={(key) => onChange(valueOf(key))}>
      <Label className={LABEL}>{label}</Label>
      <Button className={controlClass(FACE)}>
        <Face />
      </Button>
      <Popover data-takes-escape className={clsx(POPUP, 'flex w-72 flex-col overflow-hidden')}>
        <Autocomplete
          filter={(text, typed, { parentKey }) =>
            contains(text, typed) || (parentKey !== null && contains(String(parentKey), typed))
          }
        >
          <SearchField aria-label={search} autoFocus className="border-line shrink-0 border-b p-1">
            <Input
              placeholder={search}
              autoComplete="off"
              spellCheck={false}
              maxLength={64}
              className={controlClass('w-full')}
            />
          </SearchField>
          <ListBox
            className="min-h-0 flex-1 overflow-y-auto p-1 outline-none"
            renderEmptyState={() => <p className="text-muted px-2 py-1.5 text-sm">{empty}</p>}
          >
            <Line {...all} />
            {groups.map(({ heading, options }) => (
              <ListBoxSection key={heading} id={heading}>
                <Header className="text-muted px-1.5 pt-2 pb-1 text-xs font-semibold">{heading}</Header>
                {options.map((option) => (
                  <Line key={keyOf(option.value)} {...option} />
                ))}
              </ListBoxSection>
            ))}
          </ListBox>
        </Autocomplete>
      </Popover>
    </Choice>
  )
}
