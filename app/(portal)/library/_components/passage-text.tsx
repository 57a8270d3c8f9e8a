import { useTranslations } from 'next-intl'
import { PassagePlace } from './passage-place'
import { PassageWords } from './passage-words'

/** A passage as it stands, under its place. */
export function PassageText({
  passage,
}: {
  passage: { heading: string; page: number | null; text: string }
}) {
  const t = useTranslations('library')
  return (
    <>
      <PassagePlace {...passage} />
      <PassageWords text={passage.text} table={t('table')} />
    </>
  )
}
