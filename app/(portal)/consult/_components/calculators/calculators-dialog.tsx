'use client'
import { clsx } from 'clsx'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { isComposing } from '@/app/(portal)/_components/shortcuts/keys'
import { Button } from '@/app/_ui/button'
import { Dialog } from '@/app/_ui/dialog'
import { Field } from '@/app/_ui/field'
import { CALCULATORS } from '@/lib/clinical/calculators/calculators'
import { GROUPS, type Calculator } from '@/lib/clinical/calculators/definition'
import { fillInputs } from '@/lib/clinical/calculators/fill-inputs'
import { toLocale } from '@/lib/shared/locale'
import { CalculatorForm } from './calculator-form'
import { useCaseFacts } from './use-case-facts'

interface PickerProps {
  /** How many inputs of each calculator the case fills. */
  filled: (calculator: Calculator) => number
  onPick: (id: string) => void
}

/** All calculators by group, narrowed by what is typed; those that the case fills come with a count. */
function Picker({ filled, onPick }: PickerProps) {
  const t = useTranslations('calculators')
  const locale = toLocale(useLocale())
  const [search, setSearch] = useState('')
  const wanted = search.trim().toLowerCase()
  const names = ({ id, name }: Calculator) => `${id} ${name['zh-CN']} ${name.en}`.toLowerCase()
  // The sort is stable: among equals the order of the list stays.
  const open = (calculator: Calculator) => calculator.inputs.length - filled(calculator)
  const found = CALCULATORS.filter((calculator) => names(calculator).includes(wanted)).toSorted(
    (a, b) => Number(open(a) > 0) - Number(open(b) > 0),
  )
  return (
    <>
      <Field
        label={t('search')}
        type="search"
        autoFocus
        value={search}
        onChange={({ target }) => setSearch(target.value)}
        onKeyDown={(event) => {
          const [only] = found
          if (event.key === 'Enter' && only && !isComposing(event.nativeEvent)) onPick(only.id)
        }}
      />
      {found.length === 0 ? <p className="text-muted text-sm">{t('nothingFound')}</p> : null}
      {GROUPS.map((group) => {
        const own = found.filter((calculator) => calculator.group === group)
        if (own.length === 0) return null
        return (
          <section key={group}>
            <h3 className="text-muted text-sm">{t(`group.${group}`)}</h3>
            <ul className="grid gap-1 sm:grid-cols-2">
              {own.map((calculator) => {
                const count = filled(calculator)
                return (
                  <li key={calculator.id}>
                    <button
                      type="button"
                      onClick={() => onPick(calculator.id)}
                      className="border-line hover:bg-raised flex w-full items-baseline justify-between gap-2 rounded border px-2 py-1 text-left text-sm"
                    >
                      <span>{calculator.name[locale]}</span>
                      <span
                        className={clsx(
                          'text-xs whitespace-nowrap',
                          count > 0 ? 'text-accent' : 'text-muted',
                        )}
                      >
                        {t('filled', { count, all: calculator.inputs.length })}
                      </span>
                    </button>
                  </li>
                )
              })}
            </ul>
          </section>
        )
      })}
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
            onInsert={(line) => {
              onInsert(line)
              close()
            }}
          />
        </>
      ) : (
        <>
          <p className="text-muted text-sm">{t('notice')}</p>
          <Picker filled={(one) => Object.keys(fillInputs(one, facts)).length} onPick={setPicked} />
        </>
      )}
    </Dialog>
  )
}
