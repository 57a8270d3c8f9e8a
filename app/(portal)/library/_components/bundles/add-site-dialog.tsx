'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { Button } from '@/app/_ui/button'
import { Dialog } from '@/app/_ui/dialog'
import { Field } from '@/app/_ui/field'
import { Form } from '@/app/_ui/form'
import { TextArea } from '@/app/_ui/text-area'
import { addSite } from '@/lib/library/bundles/client'
import { fingerprintInput, publicKeyInput } from '@/lib/library/bundles/contract'
import { LIBRARY } from '@/lib/library/client'

/** Enters another site with its key, and the fingerprint that was heard another way. */
export function AddSiteDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('bundles')
  const portal = useTranslations('portal')
  const queries = useQueryClient()
  const [site, setSite] = useState({ name: '', publicKey: '', fingerprint: '' })
  const add = useMutation({
    mutationFn: () => addSite(site),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: LIBRARY })
      onClose()
    },
  })
  const field = (name: keyof typeof site) => ({
    value: site[name],
    onChange: ({ target }: { target: { value: string } }) => setSite({ ...site, [name]: target.value }),
  })
  const keyHolds = publicKeyInput.safeParse(site.publicKey).success
  const fingerprintHolds = fingerprintInput.safeParse(site.fingerprint).success
  const complete = site.name.trim() !== '' && keyHolds && fingerprintHolds
  return (
    <Dialog open onClose={onClose} title={t('addSite')} size="large">
      <Form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          if (complete && !add.isPending) add.mutate()
        }}
      >
        <p className="text-muted text-sm">{t('addSiteText')}</p>
        <Field label={t('siteName')} required maxLength={80} {...field('name')} />
        <TextArea
          label={t('publicKey')}
          required
          rows={2}
          maxLength={500}
          error={site.publicKey === '' || keyHolds ? null : t('wrongKey')}
          {...field('publicKey')}
        />
        <TextArea
          label={t('fingerprint')}
          hint={t('fingerprintHint')}
          required
          rows={2}
          maxLength={200}
          error={site.fingerprint === '' || fingerprintHolds ? null : t('wrongFingerprint')}
          {...field('fingerprint')}
        />
        <QueryFailure error={add.error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{portal('cancel')}</Button>
          <Button type="submit" variant="primary" disabled={!complete || add.isPending}>
            {t('addSite')}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}
