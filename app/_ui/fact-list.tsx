import { MixedText } from './mixed-text'

/** Names and values, one pair a line. */
export type Facts = readonly (readonly [name: string, value: string])[]

/** A list of facts in two columns; long values break anywhere. */
export function FactList({ facts }: { facts: Facts }) {
  return (
    <dl className="grid grid-cols-[8rem_1fr] gap-x-3 gap-y-1 text-sm">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-muted">{name}</dt>
          <dd className="wrap-anywhere">
            <MixedText text={value} />
          </dd>
        </div>
      ))}
    </dl>
  )
}
