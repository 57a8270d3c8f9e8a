'use client'
import { BareFault } from './_components/bare-fault'
import { useFaultNumber, type Fault } from './_components/use-fault-number'

/** Where the sign-in page or the frame of the others failed. */
export default function ErrorPage({ error, retry }: Fault) {
  return <BareFault number={useFaultNumber(error)} retry={retry} />
}
