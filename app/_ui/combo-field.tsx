'use client'
import { clsx } from 'clsx'
import { ComboBox, Input, Label, ListBox, ListBoxItem, Popover, Text } from 'react-aria-components'
import { controlClass, POPUP } from './control'

interface Found {
  id: string
  label: string
  /** What tells two of the same name apart. */
  detail: string
}

interface ComboFieldProps {
  label: string
  hint: string
  /** What is typed, and what is found for it. */
  typed: string
  onType: (typed: string) => void
  found: readonly Found[]
  /** Said in the place of the list while there is nothing in it. */
  empty: string
  onChoose: (id: string) => void
  error?: string | null
  className?: string
}

/** A field that finds while one types: arrows move in the list, Enter takes what is marked, Escape closes it. */
export function ComboField(props: ComboFieldProps) {
  const { label, hint, typed, onType, found, empty, onChoose, error, className } = props
  return (
    <ComboBox
      className={clsx('flex flex-col gap-1', className)}
      inputValue={typed}
      onInputChange={onType}
      items={found}
      value={null}
      onChange={(id) => {
        if (id !== null) onChoose(String(id))
      }}
      allowsEmptyCollection
      allowsCustomValue
      menuTrigger="input"
      isInvalid={Boolean(error)}
    >
      <Label className="text-muted text-sm">{label}</Label>
      <Input
        placeholder={hint}
        autoComplete="off"
        spellCheck={false}
        maxLength={64}
        className={controlClass('w-64')}
      />
      {error ? (
        <Text slot="errorMessage" className="text-danger text-sm">
          {error}
        </Text>
      ) : null}
      <Popover data-takes-escape className={clsx(POPUP, 'w-(--trigger-width) overflow-auto p-1')}>
        <ListBox<Found>
          className="outline-none"
          renderEmptyState={() => <p className="text-muted px-2 py-1.5 text-sm">{empty}</p>}
        >
          {({ id, label: name, detail }) => (
            <ListBoxItem
              id={id}
              textValue={name}
              className="data-[focused]:bg-raised flex min-h-9 cursor-pointer items-baseline justify-between gap-3 rounded px-2 py-1.5 text-sm outline-none"
            >
              <span className="truncate font-medium">{name}</span>
              <span className="text-muted truncate">{detail}</span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  )
}
