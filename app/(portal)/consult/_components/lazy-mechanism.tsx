'use client'
import { lazyPart } from '@/app/_ui/lazy-part'

/** The drawing and its player, after the answer that it stands in. */
export const ShowMechanism = lazyPart(() => import('./show-mechanism').then((part) => part.ShowMechanism))
