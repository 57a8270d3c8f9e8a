import { z } from 'zod'
import { defineFeature, policy } from '@/lib/feature/define-feature'

/** The hospital's library: documents that were proposed and approved, found by passage. */
export const library = defineFeature({
  permissions: {
    'library:read': ['doctor', 'department_head', 'security_admin', 'auditor'],
    'library:propose': ['department_head', 'security_admin'],
    'library:decide': ['department_head', 'security_admin'],
    /** Bundles of documents between sites. */
    'library:exchange': ['department_head', 'security_admin'],
    /** Read how the library is used. */
    'library:use': ['department_head', 'security_admin', 'auditor'],
  },
  errors: {
    library_patient: 422,
    library_unreadable: 422,
    library_listed: 409,
    library_duplicate: 409,
    library_duplicate_elsewhere: 409,
    library_decided: 409,
    library_newer: 409,
    library_altered: 500,
    library_original_missing: 404,
    library_key_missing: 503,
    library_site_fingerprint: 409,
    library_bundle_invalid: 422,
    library_bundle_newer: 422,
    library_bundle_unknown: 422,
    library_bundle_own: 422,
    library_bundle_withdrawn: 422,
    library_bundle_cut: 422,
    library_bundle_altered: 422,
    library_bundle_known: 409,
    library_bundle_large: 422,
  },
  policies: {
    library: policy(
      z.strictObject({
        /** Largest document, and the passages of one search at most. */
        maxFileMiB: z.int().min(1).max(50),
        maxResults: z.int().min(5).max(50),
      }),
      { maxFileMiB: 50, maxResults: 20 },
    ),
  },
  pages: {
    '/library': { permission: 'library:read', nav: 'library', texts: ['library'] },
    '/library/new': { permission: 'library:propose', texts: ['library'] },
    '/library/bundles': { permission: 'library:exchange', texts: ['library', 'bundles', 'consequences'] },
    '/library/use': { permission: 'library:use', texts: ['library'] },
    '/library/[id]': { permission: 'library:read', texts: ['library', 'consequences'] },
  },
})
