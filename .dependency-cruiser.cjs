const FEATURE = 'consult|templates|clinical|privacy|inference|usage|admin|batch|mechanism|backup'
const PLATFORM = 'config|errors|logging|db|audit|auth|http|release'
const TEST = '\\.test\\.tsx?$'
/** What is bundled, built or started from; nothing of it may be reached from a room. */
const TOP = 'boot|commands|scripts|bench|e2e'

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

/** Who may import whom. The reason for each rule stands beside it. */
module.exports = {
  forbidden: [
    rule(
      'no-cycles',
      'A cycle has no bottom to start reading from.',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    rule(
      'lib-never-imports-app',
      'lib is what the pages are built on.',
      { path: '^lib/', pathNot: TEST },
      { path: '^app/' },
    ),
    rule(
      'lib-below-boot',
      'Boot, commands and the programs beside them are the top floor; what a room needs of them belongs into a room.',
      { path: '^(lib|app|messages)/', pathNot: [TEST, '^lib/testing/'] },
      { path: `^(${TOP})/` },
    ),
    rule(
      'boot-below-commands',
      "The portal starts without the operators' commands.",
      { path: '^boot/', pathNot: TEST },
      { path: '^(commands|app)/' },
    ),
    rule(
      'bootstrap-needs-nothing',
      'The first stage of a start runs on any Node from 20 on, before a package is there.',
      { path: '^scripts/[^/]+\\.mjs$' },
      { path: '^(lib|app|boot|commands|node_modules)/' },
    ),
    rule(
      'shared-is-a-leaf',
      'Everything may use lib/shared, so it uses nothing of ours.',
      { path: '^lib/shared/' },
      { path: `^(lib/(?!shared/)|app/|(${TOP})/)` },
    ),
    rule(
      'platform-below-features',
      'The platform must not know the features.',
      { path: `^lib/(${PLATFORM})/`, pathNot: TEST },
      { path: `^lib/(${FEATURE})/` },
    ),
    rule(
      'feature-to-feature-by-contract',
      'Features meet at contracts, at the pure layers and at the one door to the model.',
      { path: `^lib/(${FEATURE})/`, pathNot: TEST },
      {
        path: `^lib/(${FEATURE})/`,
        pathNot: [
          '^lib/$1/',
          '/contract\\.ts$',
          '^lib/(clinical|privacy)/',
          '^lib/inference/(generate|to-model)\\.ts$',
        ],
      },
    ),
    rule(
      'clinical-is-pure',
      'Pure logic has no side effects to import.',
      { path: '^lib/(clinical|privacy)/' },
      {
        path: `^(app|lib/(${PLATFORM}|consult|templates|inference|usage|admin|batch|mechanism))/`,
        pathNot: '^lib/errors/',
      },
    ),
    rule(
      'database-only-in-lib',
      'Pages and routes ask a feature, never the database.',
      { path: '^app/', pathNot: TEST },
      { path: '^lib/db/|@prisma/client|^prisma/' },
    ),
    rule(
      'llama-only-in-engine',
      'One folder knows llama.cpp.',
      { path: '^(app|lib)/', pathNot: '^lib/inference/engine/' },
      { path: 'node_modules/node-llama-cpp' },
    ),
    rule(
      'engines-behind-the-door',
      'Words reach an engine by generate.ts, and only after to-model.ts.',
      { path: '^(app|lib)/', pathNot: [TEST, '^lib/(inference|testing)/'] },
      { path: '^lib/inference/(engine|child|remote|swap)/' },
    ),
    rule(
      'ldap-only-in-directory',
      'One folder speaks LDAP. The check of the settings reads a filter as that folder will.',
      {
        path: '^(app|lib)/',
        pathNot: ['^lib/auth/directory/', '^lib/config/settings/combination-faults\\.ts$'],
      },
      { path: 'node_modules/ldapts' },
    ),
    rule(
      'client-surface',
      'Browser code sees contracts and clients only, and pure clinical logic, which has no side effects.',
      { path: '^app/.*(_components|_ui)/' },
      {
        path: '^lib/',
        pathNot: [
          '^lib/shared/',
          '^lib/[^/]+/(contract|client)\\.ts$',
          '^lib/[^/]+/[^/]+/(contract|client)\\.ts$',
          '^lib/auth/permissions\\.ts$',
          '^lib/clinical/',
        ],
      },
    ),
    rule(
      'ui-kit-is-generic',
      'The kit knows no feature.',
      { path: '^app/_ui/' },
      { path: '^lib/(?!shared/)|^app/(?!_ui/)' },
    ),
    rule(
      'uploads-read-in-quarantine',
      'What opens a file that somebody sent runs in the reader process and nowhere else. Terminology is imported by an operator.',
      {
        path: '^(app|lib)/',
        pathNot: [
          TEST,
          '^lib/quarantine/tasks\\.ts$',
          '^lib/batch/read/',
          '^lib/admin/import-terminology\\.ts$',
        ],
      },
      {
        path: '^lib/batch/(read/|extract/extract-by-rules)|node_modules/(yauzl|sax|csv-parse)/',
        dependencyTypesNot: ['type-only'],
      },
    ),
    rule(
      'rules-read-in-quarantine',
      'Rules over a text of a person run in the reader process; the portal asks for what they found.',
      {
        path: '^(app|lib/(consult|templates|batch|admin|mechanism|usage|http|audit))/',
        pathNot: [TEST, '^lib/batch/extract/'],
      },
      {
        path: '^lib/clinical/(read-case|read-text|coach/coach-question|red-flags/find-red-flags|facts/recognise-facts)\\.ts$|^lib/privacy/find-identifiers\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    ),
    rule(
      'testing-only-from-tests',
      'Test code is not shipped.',
      { pathNot: [TEST, '^e2e/', '^bench/', '^lib/testing/', '^scripts/(test|mutate)/'] },
      { path: '^lib/testing/' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(\\.next|var)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
