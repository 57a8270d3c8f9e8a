'use client'
import { createContext, use, useState } from 'react'
import type { Fault, FaultTexts } from './faults'

type Checked = HTMLInputElement | HTMLTextAreaElement

const Texts = createContext<FaultTexts | null>(null)

/** Gives the controls of a page their sentences: some pages bring no other texts to the browser. */
export const FaultTextsProvider = Texts.Provider

/** Which sentence says what is wrong with a control, by what the browser found. */
function faultOf({ validity, ...bounds }: Pick<Checked, 'validity'> & { min: string; max: string }): Fault {
  if (validity.badInput) return 'notNumber'
  if (validity.valueMissing) return 'missing'
  if (!validity.rangeUnderflow && !validity.rangeOverflow) return 'pattern'
  if (bounds.min !== '' && bounds.max !== '') return 'between'
  return bounds.min === '' ? 'most' : 'least'
}

/**
 * What the browser's own check finds wrong with a control, in the portal's words, from the time its form was to be sent: `Form` keeps
 * the browser from saying it in its own. A sentence that the control was given for itself stands as it is.
 */
export function useFault() {
  const texts = use(Texts)
  const [fault, setFault] = useState<string | null>(null)
  const read = (control: Checked): string | null => {
    const { validity, validationMessage } = control
    if (validity.valid) return null
    if (validity.customError || texts === null) return validationMessage
    const { min, max } = 'min' in control ? control : { min: '', max: '' }
    return texts[faultOf({ validity, min, max })].replace('{min}', min).replace('{max}', max)
  }
  return {
    fault,
    /** For what the control hears. */
    checks: {
      onInvalid: ({ currentTarget }: { currentTarget: Checked }) => setFault(read(currentTarget)),
      onInput: ({ currentTarget }: { currentTarget: Checked }) => {
        if (fault !== null) setFault(read(currentTarget))
      },
    },
  }
}
