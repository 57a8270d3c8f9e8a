import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useDraftParts } from '@/app/(portal)/_components/continuity/use-draft'
import { ROWS, currentJobQuery, draftOfRow, editRow, markUnsaved, rowQuery } from '@/lib/batch/client'
import type { BatchRow, EditRowInput } from '@/lib/batch/contract'
import type { BatchValue } from '@/lib/documents/contract'
import { changesNothing, correctionOf, sentOf, withWords, type Correction } from './correction'

/** A document of a job. */
export interface RowPlace {
  jobId: string
  number: number
}

function useSave({ jobId, number }: RowPlace) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: EditRowInput) => editRow(jobId, number, body),
    onSuccess: (saved: BatchRow) => {
      queries.setQueryData(rowQuery(jobId, number).queryKey, saved)
      void queries.invalidateQueries({ queryKey: ROWS })
      void queries.invalidateQueries({ queryKey: currentJobQuery.queryKey })
    },
  })
}

/** The document that is shown; undefined until it is there. */
export const useRow = ({ jobId, number }: RowPlace) => useQuery(rowQuery(jobId, number))

/** The correction of a document: a draft of it, begun with what was typed before, until it is saved or thrown away. */
export function useCorrection(place: RowPlace, former: string, row: BatchRow) {
  const queries = useQueryClient()
  const { parts, write } = useDraftParts<Correction>(
    draftOfRow(place.jobId, place.number),
    former,
    (correction) => changesNothing(correction, row.values),
  )
  const [editing, setEditing] = useState(parts !== null)
  const save = useSave(place)
  const change = (values: readonly BatchValue[]) => {
    const correction = correctionOf(values)
    write(correction)
    markUnsaved(queries, place, !changesNothing(correction, row.values))
  }
  const leave = () => {
    setEditing(false)
    write(null)
    markUnsaved(queries, place, false)
  }
  /** Settles with whether it was saved. */
  const submit = async (accepted: boolean) => {
    try {
      await save.mutateAsync({ accepted, ...(parts ? { values: sentOf(parts) } : {}) })
    } catch {
      return false
    }
    if (editing) leave()
    return true
  }
  return {
    values: parts ? withWords(parts, row.values) : row.values,
    editing,
    unsaved: parts !== null && !changesNothing(parts, row.values),
    edit: () => setEditing(true),
    change,
    leave,
    submit,
    saving: save.isPending,
    error: save.error,
  }
}
