'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState, type ChangeEvent } from 'react'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { VisibleText } from '@/app/(portal)/consult/_components/visible-text'
import { Button } from '@/app/_ui/button'
import { Dialog } from '@/app/_ui/dialog'
import { Notice } from '@/app/_ui/notice'
import { importTemplates, templatesQuery } from '@/lib/templates/client'
import { CHOICES, IMPORT_MAX_BYTES, type ImportItem } from '@/lib/templates/contract'
import { DefinitionDiff } from './definition-diff'

type Choice = (typeof CHOICES)[number] | 'add' | 'skip'
type Choices = Record<string, Choice>

/** What may be done with an item, the suggested choice first. */
const OFFERED: Record<ImportItem['state'], readonly Choice[]> = {
  new: ['add', 'skip'],
  same: [],
  conflict: CHOICES,
  invalid: [],
}

interface ItemProps {
  item: ImportItem
  choice: Choice | undefined
  onChoose: (choice: Choice) => void
}

function Item({ item, choice, onChoose }: ItemProps) {
  const t = useTranslations('templates.importing')
  const { name, state, reason, existing, definition } = item
  return (
    <li className="border-line flex flex-col gap-2 rounded border p-2 text-sm">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span>
          <strong>
            <VisibleText text={name} />
          </strong>{' '}
          ·{' '}
          <span className={state === 'invalid' || state === 'conflict' ? 'text-warning' : 'text-muted'}>
            {t(`state.${state}`)}
          </span>
        </span>
        {OFFERED[state].length > 0 ? (
          <span role="radiogroup" aria-label={t('choiceOf', { name })} className="flex flex-wrap gap-3">
            {OFFERED[state].map((one) => (
              <label key={one} className="flex items-center gap-1">
                <input
                  type="radio"
                  name={`choice-${item.position}`}
                  checked={choice === one}
                  onChange={() => onChoose(one)}
                />
                {t(`choice.${one}`)}
              </label>
            ))}
          </span>
        ) : null}
      </div>
      {reason === null ? null : <p className="text-danger">{reason}</p>}
      {state === 'conflict' && existing && definition ? (
        <details>
          <summary className="text-muted text-xs">{t('difference')}</summary>
          <DefinitionDiff before={existing.definition} after={definition} />
        </details>
      ) : null}
    </li>
  )
}

/** The text of a chosen file; null when it is not UTF-8. */
async function readText(file: File): Promise<string | null> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer())
  } catch {
    return null
  }
}

/** Looks at a file of templates, shows what it meets, and merges what was chosen. */
export function ImportDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useTranslations('templates.importing')
  const portal = useTranslations('portal')
  const queries = useQueryClient()
  const [file, setFile] = useState('')
  const [fault, setFault] = useState<'notUtf8' | 'tooLarge' | null>(null)
  const [choices, setChoices] = useState<Choices>({})
  const check = useMutation({
    mutationFn: (text: string) => importTemplates({ file: text }),
    onSuccess: ({ items }) =>
      setChoices(
        Object.fromEntries(
          items.flatMap(({ position, state }) => {
            const [first] = OFFERED[state]
            return first ? [[String(position), first]] : []
          }),
        ),
      ),
  })
  const merge = useMutation({
    mutationFn: () => importTemplates({ file, choices }),
    onSuccess: () => queries.invalidateQueries({ queryKey: templatesQuery.queryKey }),
  })
  const onFile = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [chosen] = target.files ?? []
    if (!chosen) return
    check.reset()
    merge.reset()
    const text = chosen.size > IMPORT_MAX_BYTES ? null : await readText(chosen)
    setFault(chosen.size > IMPORT_MAX_BYTES ? 'tooLarge' : text === null ? 'notUtf8' : null)
    if (text === null) return
    setFile(text)
    check.mutate(text)
  }
  const taken = Object.values(choices).filter((choice) => choice !== 'keep' && choice !== 'skip').length
  const { data } = check
  return (
    <Dialog open={open} onClose={onClose} title={t('title')}>
      <p className="text-sm">{t('text')}</p>
      <label className="flex flex-col gap-1 text-sm">
        {t('choose')}
        <input type="file" accept=".json,application/json" onChange={(event) => void onFile(event)} />
      </label>
      {fault ? <Notice tone="error">{t(fault, { limit: IMPORT_MAX_BYTES / 1024 })}</Notice> : null}
      <QueryFailure error={check.error ?? merge.error} />
      {data ? (
        <Notice tone={data.signer === 'own' ? 'success' : 'warning'}>
          {t(data.signer, { key: data.keyId })}
        </Notice>
      ) : null}
      <ul className="flex flex-col gap-2">
        {data?.items.map((item) => (
          <Item
            key={item.position}
            item={item}
            choice={choices[String(item.position)]}
            onChoose={(choice) => setChoices({ ...choices, [String(item.position)]: choice })}
          />
        ))}
      </ul>
      {merge.data ? (
        <Notice tone="success">
          {t('done', { added: merge.data.added, replaced: merge.data.replaced })}
        </Notice>
      ) : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{portal('close')}</Button>
        {data && !merge.isSuccess ? (
          <Button variant="primary" disabled={taken === 0 || merge.isPending} onClick={() => merge.mutate()}>
            {t('merge')}
          </Button>
        ) : null}
      </div>
    </Dialog>
  )
}
