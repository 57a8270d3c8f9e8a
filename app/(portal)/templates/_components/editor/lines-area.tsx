'use client'
import { useState } from 'react'
import { TextArea } from '@/app/_ui/text-area'

interface LinesAreaProps {
  label: string
  initial: string
  onChange: (text: string) => void
}

/** A text whose lines are read as a list; what is typed stays as typed. */
export function LinesArea({ label, initial, onChange }: LinesAreaProps) {
  const [text, setText] = useState(initial)
  return (
    <TextArea
      label={label}
      rows={Math.min(8, Math.max(3, text.split('\n').length))}
      spellCheck={false}
      value={text}
      onChange={({ target }) => {
        setText(target.value)
        onChange(target.value)
      }}
    />
  )
}
