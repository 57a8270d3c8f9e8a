'use client'
import { createContext, useContext } from 'react'

/** Tells the frame whether a presentation keeps the automatic lock off. The manual lock always works. */
export const PresentingSwitch = createContext<(presenting: boolean) => void>(() => undefined)

export const usePresentingSwitch = () => useContext(PresentingSwitch)
