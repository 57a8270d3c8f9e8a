'use client'
import { PageFault, type Fault } from './_components/page-fault'

export default function ErrorPage(fault: Fault) {
  return (
    <main>
      <PageFault {...fault} />
    </main>
  )
}
