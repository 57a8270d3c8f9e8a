import type { Locale } from '@/lib/shared/locale'
import enAdmin from './en/admin.json'
import enAudit from './en/audit.json'
import enBackup from './en/backup.json'
import enCheck from './en/check.json'
import enBatch from './en/batch.json'
import enBundles from './en/bundles.json'
import enCalculators from './en/calculators.json'
import enConsequences from './en/consequences.json'
import enConsult from './en/consult.json'
import enContext from './en/context.json'
import enControls from './en/controls.json'
import enDirectory from './en/directory.json'
import enEmergency from './en/emergency.json'
import enEngine from './en/engine.json'
import enErrors from './en/errors.json'
import enLibrary from './en/library.json'
import enFault from './en/fault.json'
import enMechanism from './en/mechanism.json'
import enMedication from './en/medication.json'
import enMedicationTables from './en/medication-tables.json'
import enModels from './en/models.json'
import enHandover from './en/handover.json'
import enHelp from './en/help.json'
import enPeople from './en/people.json'
import enPolicies from './en/policies.json'
import enPortal from './en/portal.json'
import enPublication from './en/publication.json'
import enRelease from './en/release.json'
import enReview from './en/review.json'
import enSessions from './en/sessions.json'
import enSettings from './en/settings.json'
import enSystemPrompt from './en/system-prompt.json'
import enTemplates from './en/templates.json'
import enTour from './en/tour.json'
import enUsage from './en/usage.json'
import zhAdmin from './zh-CN/admin.json'
import zhAudit from './zh-CN/audit.json'
import zhBackup from './zh-CN/backup.json'
import zhCheck from './zh-CN/check.json'
import zhBatch from './zh-CN/batch.json'
import zhBundles from './zh-CN/bundles.json'
import zhCalculators from './zh-CN/calculators.json'
import zhConsequences from './zh-CN/consequences.json'
import zhConsult from './zh-CN/consult.json'
import zhContext from './zh-CN/context.json'
import zhControls from './zh-CN/controls.json'
import zhDirectory from './zh-CN/directory.json'
import zhEmergency from './zh-CN/emergency.json'
import zhEngine from './zh-CN/engine.json'
import zhErrors from './zh-CN/errors.json'
import zhLibrary from './zh-CN/library.json'
import zhFault from './zh-CN/fault.json'
import zhMechanism from './zh-CN/mechanism.json'
import zhMedication from './zh-CN/medication.json'
import zhMedicationTables from './zh-CN/medication-tables.json'
import zhModels from './zh-CN/models.json'
import zhHandover from './zh-CN/handover.json'
import zhHelp from './zh-CN/help.json'
import zhPeople from './zh-CN/people.json'
import zhPolicies from './zh-CN/policies.json'
import zhPortal from './zh-CN/portal.json'
import zhPublication from './zh-CN/publication.json'
import zhRelease from './zh-CN/release.json'
import zhReview from './zh-CN/review.json'
import zhSessions from './zh-CN/sessions.json'
import zhSettings from './zh-CN/settings.json'
import zhSystemPrompt from './zh-CN/system-prompt.json'
import zhTemplates from './zh-CN/templates.json'
import zhTour from './zh-CN/tour.json'
import zhUsage from './zh-CN/usage.json'

const zh = {
  admin: zhAdmin,
  audit: zhAudit,
  backup: zhBackup,
  check: zhCheck,
  batch: zhBatch,
  bundles: zhBundles,
  calculators: zhCalculators,
  consequences: zhConsequences,
  consult: zhConsult,
  context: zhContext,
  controls: zhControls,
  directory: zhDirectory,
  emergency: zhEmergency,
  engine: zhEngine,
  errors: zhErrors,
  library: zhLibrary,
  mechanism: zhMechanism,
  fault: zhFault,
  medication: zhMedication,
  medicationTables: zhMedicationTables,
  models: zhModels,
  handover: zhHandover,
  help: zhHelp,
  people: zhPeople,
  policies: zhPolicies,
  portal: zhPortal,
  publication: zhPublication,
  release: zhRelease,
  review: zhReview,
  sessions: zhSessions,
  settings: zhSettings,
  systemPrompt: zhSystemPrompt,
  templates: zhTemplates,
  tour: zhTour,
  usage: zhUsage,
}
const en: typeof zh = {
  admin: enAdmin,
  audit: enAudit,
  backup: enBackup,
  check: enCheck,
  batch: enBatch,
  bundles: enBundles,
  calculators: enCalculators,
  consequences: enConsequences,
  consult: enConsult,
  context: enContext,
  controls: enControls,
  directory: enDirectory,
  emergency: enEmergency,
  engine: enEngine,
  errors: enErrors,
  library: enLibrary,
  mechanism: enMechanism,
  fault: enFault,
  medication: enMedication,
  medicationTables: enMedicationTables,
  models: enModels,
  handover: enHandover,
  help: enHelp,
  people: enPeople,
  policies: enPolicies,
  portal: enPortal,
  publication: enPublication,
  release: enRelease,
  review: enReview,
  sessions: enSessions,
  settings: enSettings,
  systemPrompt: enSystemPrompt,
  templates: enTemplates,
  tour: enTour,
  usage: enUsage,
}

/** All interface texts. Chinese is the reference; the type makes a key that English lacks a compile error. */
export const MESSAGES: Record<Locale, typeof zh> = { 'zh-CN': zh, en }
