import { Fragment } from 'react'

/** A name without blanks, such as that of a directory group: it may go on in the next line where one of its parts ends, never within one. */
export function LongName({ name, className = '' }: { name: string; className?: string }) {
  return (
    <code className={`text-xs break-words ${className}`}>
      {name.split(/(?<=[,;/_.-])/).map((part, i) => (
        <Fragment key={i}>
          {i > 0 ? <wbr /> : null}
          {part}
        </Fragment>
      ))}
    </code>
  )
}
