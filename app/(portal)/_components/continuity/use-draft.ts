'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { draftQuery } from '@/lib/consult/client'
import { beforeLeaving } from './before-leaving'
import { drop, isUnsaved, keep, saveNow } from './draft-saver'
import { ownsBox } from './refused-drafts'

/** What was typed there before, once it is known; undefined until then. What cannot be read is nothing. */
export function useFormerDraft(id: string): string | undefined {
  const { data, isError } = useQuery(draftQuery(id))
  return data?.text ?? (isError ? '' : undefined)
}

/** A page that goes away saves what it can, and asks first where it cannot. */
function useSavedAtTheEnd(): void {
  useEffect(() => {
    const going = () => void saveNow(true)
    const asked = (event: BeforeUnloadEvent) => {
      if (isUnsaved() && !navigator.onLine) event.preventDefault()
    }
    window.addEventListener('pagehide', going)
    window.addEventListener('beforeunload', asked)
    const forget = beforeLeaving(() => saveNow())
    return () => {
      window.removeEventListener('pagehide', going)
      window.removeEventListener('beforeunload', asked)
      forget()
      // The next page may be one that saves nothing before it is locked.
      void saveNow()
    }
  }, [])
}

/**
 * Keeps a draft in the memory of the page over navigation and in the server's over everything else. `show` puts another text into
 * its place.
 */
function useKeeping(id: string, show: (text: string) => void) {
  const queries = useQueryClient()
  useSavedAtTheEnd()
  const latest = useRef(show)
  useEffect(() => {
    latest.current = show
  })
  useEffect(() => ownsBox(id, (text) => latest.current(text)), [id])
  const { queryKey } = draftQuery(id)
  /** The version that was read last: what this page wrote since needs no other. */
  const base = () => queries.getQueryData(queryKey)?.version ?? ''
  const save = (text: string) => {
    const version = base()
    queries.setQueryData(queryKey, { text, version })
    keep(id, { text, base: version })
  }
  const forget = () => {
    const version = base()
    queries.setQueryData(queryKey, { text: '', version })
    void drop(id, version)
  }
  return { save, forget }
}

/** What is put back into the box stands before what is typed there already. */
export const joined = (question: string, typed: string): string =>
  typed.trim() === '' || typed === question ? question : `${question}\n\n${typed}`

/** The text in a box, and what was set aside for it while an earlier question is changed; null while none is. */
interface Held {
  text: string
  aside: string | null
}

/** A text that is typed, and what may be done with it. */
export type Draft = ReturnType<typeof useDraft>

/** The text in a box, begun with what was typed before, kept with what is set aside behind it; `asked` forgets it. */
export function useDraft(id: string, former: string) {
  const [{ text, aside }, hold] = useState<Held>({ text: former, aside: null })
  const { save, forget } = useKeeping(id, (other) => hold({ text: other, aside: null }))
  const put = (next: Held) => {
    hold(next)
    save(joined(next.text, next.aside ?? ''))
  }
  const empty = () => {
    hold({ text: '', aside: null })
    forget()
  }
  return {
    text,
    write: (next: string) => put({ text: next, aside }),
    /** Whether a draft waits for the question in the box to be asked or left. */
    hasAside: aside !== null,
    /** Puts a question into the place of the draft, which comes back with `restore` or once the question is asked. */
    setAside: (question: string) => put({ text: question, aside: aside ?? text }),
    restore: () => put({ text: aside ?? text, aside: null }),
    /** Leaves the question in the box, before the draft. */
    join: () => put({ text: joined(text, aside ?? ''), aside: null }),
    asked: () => (aside ? put({ text: aside, aside: null }) : empty()),
  }
}

function partsOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** What several boxes hold, begun with what was typed before; null for nothing. `isBlank` says when there is nothing to keep. */
export function useDraftParts<T>(id: string, former: string, isBlank: (parts: T) => boolean) {
  const [parts, setParts] = useState(() => partsOf(former) as T | null)
  const { save, forget } = useKeeping(id, (text) => setParts(partsOf(text) as T | null))
  const write = (next: T | null) => {
    setParts(next)
    if (next === null) forget()
    else save(isBlank(next) ? '' : JSON.stringify(next))
  }
  /** `forget` leaves what the boxes hold and keeps it no longer. */
  return { parts, write, forget }
}
