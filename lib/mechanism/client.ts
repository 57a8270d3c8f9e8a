import { fetchJson } from '@/lib/shared/fetch-json'
import {
  extractMechanismOutput,
  presentationSchema,
  type ExtractMechanismInput,
  type PRESENTING_MINUTES,
} from './contract'

export const extractMechanism = (body: ExtractMechanismInput) =>
  fetchJson('/api/mechanism/extract', { method: 'POST', body, output: extractMechanismOutput })

export const startPresentation = (minutes: (typeof PRESENTING_MINUTES)[number]) =>
  fetchJson('/api/mechanism/presentations', {
    method: 'POST',
    body: { minutes },
    output: presentationSchema,
  })

export const endPresentation = (id: string) =>
  fetchJson(`/api/mechanism/presentations/${id}`, { method: 'DELETE', output: null })
