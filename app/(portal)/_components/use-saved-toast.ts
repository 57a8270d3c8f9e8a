import { useTranslations } from 'next-intl'
import { toast } from '@/app/_ui/toast'

/** Says in a corner that a change holds, or that it waits for a second person. */
export function useSavedToast(): (change: { state: 'applied' | 'pending' }) => void {
  const t = useTranslations('controls')
  return ({ state }) => toast(t(state === 'applied' ? 'saved' : 'submitted'))
}
