'use client'
import dynamic from 'next/dynamic'

/** The drawing and its player, loaded with the first answer. */
export const ShowMechanism = dynamic(() => import('./show-mechanism').then((part) => part.ShowMechanism), {
  ssr: false,
})
