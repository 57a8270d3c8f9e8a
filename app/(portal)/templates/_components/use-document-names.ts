import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { documentNamesQuery } from '@/lib/library/client'

/** What documents are called by their ids; one that is out of use or out of the reader's sight is told as such. */
export function useDocumentNames(ids: readonly string[]) {
  const t = useTranslations('templates.documents')
  const { data, isPending } = useQuery(documentNamesQuery(ids))
  /** The name, and whether the document is searched. While names are on their way all count as searched. */
  return (id: string): { name: string; searched: boolean } => {
    const found = data?.documents.find((one) => one.id === id)
    if (!found) return isPending ? { name: '…', searched: true } : { name: t('gone'), searched: false }
    const name = `${found.title}（${found.publisher} ${String(found.year)}）`
    return found.inForce ? { name, searched: true } : { name: t('retired', { name }), searched: false }
  }
}
