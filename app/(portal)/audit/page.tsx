import { definePage } from '@/app/(portal)/define-page'
import { AUDIT_EVENT_NAMES } from '@/boot/features.server'
import { AuditTrail } from './_components/audit-trail'

export default definePage('/audit', () => <AuditTrail events={AUDIT_EVENT_NAMES} />)
