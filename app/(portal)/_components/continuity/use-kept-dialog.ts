'use client'
import { useState } from 'react'
import type { DraftPlace } from '@/lib/consult/pure/draft-places'
import { useDraftParts, useFormerDraft } from './use-draft'

/** What a dialog changes. */
interface Row {
  id: string
  version: number
}

/** What the fields of a dialog hold, and of which row it was opened, as that was then. */
interface Kept<T> extends Row {
  fields: T
}

/** The id of what is not there yet. */
export const NEW_ROW = 'new'

function rowOf(former: string | undefined): string | null {
  try {
    return former ? (JSON.parse(former) as Kept<unknown>).id : null
  } catch {
    return null
  }
}

/** The row that a dialog is open for, null for none: at first the one that was being changed before a lock or a reload. */
export function useKeptDialog(place: DraftPlace) {
  const former = useFormerDraft(place)
  const [chosen, open] = useState<string | null>()
  return { former: former ?? '', edited: chosen === undefined ? rowOf(former) : chosen, open }
}

interface Opened {
  place: DraftPlace
  former: string
  /** Null for a new one. */
  row: Row | null
}

/**
 * The fields of such a dialog, begun with what was typed for the row before, unless the row has changed since.
 * `forget` when it is done with or closed.
 */
export function useKeptFields<T>({ place, former, row }: Opened, initial: T) {
  const { id, version } = row ?? { id: NEW_ROW, version: 0 }
  const { parts, write } = useDraftParts<Kept<T>>(place, former, () => false)
  const fields = parts?.id === id && parts.version === version ? parts.fields : initial
  return {
    fields,
    setFields: (next: T) => write({ id, version, fields: next }),
    forget: () => write(null),
  }
}
