import 'server-only'
import { ResultCodeError } from 'ldapts'
import type { DirectoryFault } from '@/lib/auth/directory/contract'
import { DirectoryConfigurationError } from '@/lib/auth/directory/servers'

/** Error codes of name lookup, sockets and TLS in Node, by what they mean here. */
const NODE_CODES: Readonly<Record<string, DirectoryFault>> = {
  ENOTFOUND: 'name_unknown',
  EAI_AGAIN: 'name_server',
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ETIMEDOUT: 'timeout',
  ECONNRESET: 'closed',
  EPIPE: 'closed',
  ERR_TLS_CERT_ALTNAME_INVALID: 'tls_name',
  UNABLE_TO_GET_ISSUER_CERT: 'tls_authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'tls_authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'tls_authority',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls_authority',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'tls_authority',
  CERT_SIGNATURE_FAILURE: 'tls_authority',
  CERT_HAS_EXPIRED: 'tls_expired',
  CERT_NOT_YET_VALID: 'tls_not_yet',
  ERR_SSL_WRONG_VERSION_NUMBER: 'tls_failed',
}

/** LDAP result codes (RFC 4511 §4.1.9) by what they mean for an installation. */
const RESULT_CODES: Readonly<Record<number, DirectoryFault>> = {
  3: 'timeout',
  4: 'size_limit',
  8: 'tls_required',
  10: 'referral',
  11: 'size_limit',
  13: 'tls_required',
  32: 'base_missing',
  34: 'base_syntax',
  49: 'service_credentials',
  50: 'no_access',
  51: 'busy',
  52: 'busy',
}

/** The meaning of an error that ended work with the directory. */
export function faultOf(error: unknown): DirectoryFault {
  if (error instanceof DirectoryConfigurationError) return error.fault
  if (error instanceof ResultCodeError) return RESULT_CODES[error.code] ?? 'other'
  if (!(error instanceof Error)) return 'other'
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const known = NODE_CODES[code]
  if (known) return known
  if (code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_')) return 'tls_failed'
  if (error.message === 'deadline') return 'deadline'
  if (/timeout/i.test(error.message)) return 'timeout'
  if (/closed|disconnected/i.test(error.message)) return 'closed'
  return 'other'
}
