/** The rooms of lib from the ground up: each may use those before it, none those after it. A new room is one entry. */
const GROUND = [
  'shared',
  'feature',
  'errors',
  'config',
  'logging',
  'metrics',
  'db',
  'policies',
  'audit',
  'auth',
  'http',
]
const RULES = ['clinical', 'privacy', 'documents']
const ENGINE = ['terminology', 'quarantine', 'release', 'inference']
const FEATURES = [
  'library',
  'preferences',
  'help',
  'backup',
  'consult',
  'templates',
  'mechanism',
  'batch',
  'medication',
  'usage',
  'instructions',
  'rights',
  'operations',
]
const ROOMS = [...GROUND, ...RULES, ...ENGINE, ...FEATURES, 'testing']
const TEST = '\\.test\\.tsx?$'

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

const upward = ROOMS.slice(0, -1).map((room, floor) =>
  rule(
    `${room}-uses-what-is-below`,
    'A room that knows one above it cannot be understood, tested or left out alone.',
    { path: `^lib/${room}/`, pathNot: TEST },
    { path: `^lib/(${ROOMS.slice(floor + 1).join('|')})/` },
  ),
)

/** Who may import whom. The reason for each rule stands beside it. */
module.exports = {
  forbidden: [
    ...upward,
    rule(
      'every-room-has-its-floor',
      'A folder of lib that stands in no list above is under no rule.',
      {},
      { path: `^lib/(?!(${ROOMS.join('|')})/)` },
    ),
    rule(
      'no-cycles',
      'A cycle has no bottom to start reading from.',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    rule(
      'programs-on-top',
      'What starts, serves, operates and measures the portal uses it; nothing of the portal uses that.',
      { path: '^(lib|app|messages)/', pathNot: [TEST, '^lib/testing/'] },
      { path: '^(commands|scripts|bench|deploy|e2e|prisma)/' },
    ),
    rule(
      'app-reads-the-list-of-features',
      'Pages know of the start of the portal which features there are, and nothing else.',
      { path: '^app/', pathNot: TEST },
      { path: '^boot/(?!features(\\.server)?\\.ts$)' },
    ),
    rule(
      'boot-below-commands',
      'The portal starts without the commands of operators.',
      { path: '^boot/', pathNot: TEST },
      { path: '^(commands|bench|deploy|e2e)/' },
    ),
    rule(
      'bootstrap-needs-nothing',
      'The first stage of a start runs on any Node from 20 on, before a package is there.',
      { path: '^scripts/[^/]+\\.mjs$' },
      { path: '^(lib|app|boot|commands|node_modules)/' },
    ),
    rule(
      'features-listed-on-top',
      'Only boot and app know which features there are.',
      { path: '^(lib|messages)/', pathNot: [TEST, '^lib/testing/'] },
      { path: '^boot/' },
    ),
    rule(
      'server-plates-read-by-boot',
      'What a feature starts and stops is for the start of the portal alone.',
      { pathNot: '^boot/' },
      { path: '^lib/[^/]+/feature\\.server\\.ts$' },
    ),
    rule(
      'plates-only-declare',
      'A plate is read in the browser and by everybody: it declares and does nothing.',
      { path: '^lib/[^/]+/feature\\.ts$' },
      { pathNot: ['^lib/feature/define-feature\\.ts$', '^lib/[^/]+/feature\\.ts$', '^node_modules/zod/'] },
    ),
    rule(
      'lib-never-imports-app',
      'lib is what the pages are built on.',
      { path: '^lib/', pathNot: TEST },
      { path: '^app/' },
    ),
    rule(
      'feature-to-feature-by-contract',
      'Features meet at contracts, of which the plate is a part.',
      { path: `^lib/(${FEATURES.join('|')})/`, pathNot: TEST },
      { path: `^lib/(${FEATURES.join('|')})/`, pathNot: ['^lib/$1/', '/(contract|feature)\\.ts$'] },
    ),
    rule(
      'rules-are-pure',
      'Rules over texts have no side effects to import.',
      { path: `^lib/(${RULES.join('|')})/`, pathNot: TEST },
      { path: `^lib/(${GROUND.join('|')})/`, pathNot: '^lib/(shared|feature|errors)/' },
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
        pathNot: ['^lib/auth/directory/', '^lib/config/settings/directory-rules\\.ts$'],
      },
      { path: 'node_modules/ldapts' },
    ),
    rule(
      'client-surface',
      'Browser code sees contracts, clients and pure code only, which has no side effects.',
      { path: '^app/.*(_components|_ui)/' },
      {
        path: '^lib/',
        pathNot: [
          '^lib/shared/',
          '^lib/[^/]+/(contract|client)\\.ts$',
          '^lib/[^/]+/[^/]+/(contract|client)\\.ts$',
          '^lib/[^/]+/pure/',
          '^lib/feature/(can|define-feature)\\.ts$',
          '^lib/[^/]+/feature\\.ts$',
          '^lib/clinical/',
        ],
      },
    ),
    rule(
      'pure-has-no-effects',
      'Pure code of a feature runs anywhere: it knows contracts, plates, clinical rules and leaves alone.',
      { path: '^lib/[^/]+/pure/', pathNot: '\\.test\\.ts$' },
      {
        path: '^(app|lib)/|^node:',
        pathNot: [
          '^lib/shared/',
          '^lib/clinical/',
          '^lib/[^/]+/pure/',
          '^lib/[^/]+/(contract|feature)\\.ts$',
          '^lib/[^/]+/[^/]+/contract\\.ts$',
          '^lib/feature/define-feature\\.ts$',
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
      'What opens a file that somebody sent runs in the reader process and nowhere else on the server; a page of an approved PDF is drawn in the browser. Terminology and medication tables are imported by an operator.',
      {
        path: '^(app|lib)/',
        pathNot: [
          TEST,
          '^lib/quarantine/tasks\\.ts$',
          '^lib/documents/(read|publication)/',
          '^app/\\(portal\\)/library/_components/pdf/open-pdf\\.ts$',
          '^lib/testing/',
          '^lib/terminology/import-terminology\\.ts$',
          '^lib/medication/import/read-table\\.ts$',
        ],
      },
      {
        path: '^lib/documents/(read/|publication/(?!contract)|extract/extract-by-rules|totals/total-documents)|node_modules/(yauzl|sax|csv-parse|pdfjs-dist|htmlparser2)/',
        dependencyTypesNot: ['type-only'],
      },
    ),
    rule(
      'rules-read-in-quarantine',
      'Rules over a text of a person run in the reader process; the portal asks for what they found.',
      {
        path: `^(app|lib/(${FEATURES.join('|')}|http|audit))/`,
        pathNot: TEST,
      },
      {
        path: '^lib/quarantine/read-case\\.ts$|^lib/clinical/(read-text|coach/coach-question|red-flags/find-red-flags|facts/recognise-facts|medication/check-medication)\\.ts$|^lib/privacy/find-(identifiers|places)\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    ),
    rule(
      'testing-only-from-tests',
      'Test code is not shipped.',
      { pathNot: [TEST, '^e2e/', '^bench/', '^lib/testing/', '^scripts/test/', '^boot/dev/'] },
      { path: '^lib/testing/' },
    ),
    rule(
      'dev-stands-alone',
      'Invented answers and a made-up year never reach a portal that is installed.',
      { pathNot: [TEST, '^boot/dev/'] },
      { path: '^boot/dev/' },
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
