import { VisibleText } from '@/app/(portal)/consult/_components/visible-text'
import { PassagePlace } from './passage-place'

/** A passage as it stands, under its place. */
export function PassageText({
  passage,
}: {
  passage: { heading: string; page: number | null; text: string }
}) {
  return (
    <>
      <PassagePlace {...passage} />
      <p className="text-sm leading-relaxed whitespace-pre-wrap">
        <VisibleText text={passage.text} />
      </p>
    </>
  )
}
