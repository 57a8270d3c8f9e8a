'use client'
import { clsx } from 'clsx'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { isComposing } from '@/app/(portal)/_components/shortcuts/keys'
import { Button } from '@/app/_ui/button'
import { Dialog } from '@/app/_ui/dialog'
import { Field } from '@/app/_ui/field'
import { CALCULATORS } from '@/lib/clinical/calculators/calculators'
import type { Calculator } from '@/lib/clinical/calculators/definition'
import { fillInputs } from '@/lib/clinical/calculators/fill-inputs'
import { toLocale } from '@/lib/shared/locale'
import { CalculatorForm } from './calculator-form'
import { groupCalculators, type CalculatorGroup } from './group-calculators'
import type { CaseFacts } from './list-ready'
import { useCaseFacts } from './use-case-facts'

interface PickerProps {
  groups: readonly CalculatorGroup[]
  /** How many inputs of each calculator the case fills. */
  filled: (calculator: Calculator) => number
  onPick: (id: string) => void
}

/** Calculators by group, each with how much of it the case fills. */
function Groups({ groups, filled, onPick }: PickerProps) {
  const t = useTranslations('calculators')
  const locale = toLocale(useLocale())
  return groups.map(({ id: group, calculators }) => (
    <section key={group}>
      <h3 className="text-muted text-sm">{group === 'ready' ? t('ready') : t(`group.${group}`)}</h3>
      <ul className="grid gap-1 sm:grid-cols-2">
        {calculators.map((calculator) => {
          const count = filled(calculator)
          return (
            <li key={calculator.id}>
              <button
                type="button"
                onClick={() => onPick(calculator.id)}
                className="border-line hover:bg-raised flex w-full items-baseline justify-between gap-2 rounded border px-2 py-1 text-left text-sm"
              >
                <span>{calculator.name[locale]}</span>
                <span className={clsx('text-xs whitespace-nowrap', count > 0 ? 'text-accent' : 'text-muted')}>
                  {t('filled', { count, all: calculator.inputs.length })}
                </span>
              </button>
            </li>
          )
        })}
      </ul>
    </section>
  ))
}

/** All calculators, narrowed by what is typed. Enter opens the one that stands first. */
function Picker({ facts, onPick }: { facts: CaseFacts; onPick: (id: string) => void }) {
  const t = useTranslations('calculators')
  const [search, setSearch] = useState('')
  const groups = groupCalculators(facts, search)
  return (
    <>
      <Field
        label={t('search')}
        type="search"
        autoFocus
        value={search}
        onChange={({ target }) => setSearch(target.value)}
        onKeyDown={(event) => {
          const first = groups[0]?.calculators[0]
          if (event.key !== 'Enter' || !first || isComposing(event.nativeEvent)) return
          // Else the same key presses what has the focus next, which is the button that inserts the result.
          event.preventDefault()
          onPick(first.id)
        }}
      />
      {groups.length === 0 ? <p className="text-muted text-sm">{t('nothingFound')}</p> : null}
      <Groups groups={groups} filled={(one) => Object.keys(fillInputs(one, facts)).length} onPick={onPick} />
    </>
  )
}

interface CalculatorsDialogProps {
  open: boolean
  /** Id of the calculator that is shown at first; empty or null for the choice among all. */
  first: string | null
  onClose: () => void
  /** The case so far, from which inputs are filled. */
  text: string
  /** Takes the result as one line of text. */
  onInsert: (text: string) => void
}

/** The bedside calculators, computed in the browser. The facts of the case come from the check of the portal; nothing is kept. */
export function CalculatorsDialog({ open, first, onClose, text, onInsert }: CalculatorsDialogProps) {
  const t = useTranslations('calculators')
  const locale = toLocale(useLocale())
  const [picked, setPicked] = useState<string | null>(first)
  const facts = useCaseFacts(open ? text : null)
  const calculator = CALCULATORS.find(({ id }) => id === picked)
  const close = () => {
    setPicked(null)
    onClose()
  }
  return (
    <Dialog open={open} onClose={close} title={calculator ? calculator.name[locale] : t('title')}>
      {calculator ? (
        <>
          <Button variant="quiet" className="-ml-2 self-start !px-2" onClick={() => setPicked(null)}>
            {t('back')}
          </Button>
          <CalculatorForm
            key={calculator.id}
            calculator={calculator}
            filled={fillInputs(calculator, facts)}
            ready={facts.ready}
            onInsert={(line) => {
              onInsert(line)
              close()
            }}
          />
        </>
      ) : (
        <>
          <p className="text-muted text-sm">{t('notice')}</p>
          <Picker facts={facts} onPick={setPicked} />
        </>
      )}
    </Dialog>
  )
}
