import next from 'eslint-config-next'
import coreWebVitals from 'eslint-config-next/core-web-vitals'
import tseslint from 'typescript-eslint'

const limits = {
  'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
  'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
  'max-depth': ['error', 3],
  'max-params': ['error', 3],
  'no-console': 'error',
  // The browser's own dialogs cannot be translated or kept from Enter: use useQuestion.
  'no-alert': 'error',
  eqeqeq: 'error',
  curly: ['error', 'multi-line'],
}

/** What a browser runs. */
const BROWSER = ['app/**/*.{ts,tsx}', 'lib/**/{client,read-preferences}.ts', 'instrumentation-client.ts']

export default tseslint.config(
  {
    ignores: [
      'node_modules/**',
      '.next/**',
      'var/**',
      'next-env.d.ts',
      'coverage/**',
      'playwright-report/**',
      'test-results/**',
    ],
  },
  // The rules of React and Next look at what a browser runs; over the rest they cost a fifth of the time and find nothing.
  ...[...next, ...coreWebVitals].map((config) => ({ ...config, files: BROWSER })),
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      ...limits,
      // Leaving a session loads the page anew on purpose: nothing of the last user stays in memory.
      '@next/next/no-location-assign-relative-destination': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'no-restricted-syntax': [
        'error',
        {
          selector: "MemberExpression[object.name='process'][property.name='env']",
          message: 'Read configuration through lib/config/env.ts.',
        },
        {
          selector: 'MemberExpression[property.name=/RawUnsafe$/]',
          message: 'Use the tagged templates $queryRaw and $executeRaw.',
        },
        {
          selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']",
          message: 'Nothing is rendered as HTML.',
        },
        {
          selector: "JSXOpeningElement[name.name='form']",
          message: 'Use Form of app/_ui/form.tsx, which puts nothing into the address.',
        },
        {
          selector:
            "CallExpression[callee.property.name=/^(invalidate|remove|refetch|cancel)Queries$/] Property[key.name='queryKey'] > ArrayExpression",
          message: 'A key typed again misses its query: take it from the client.ts that asks.',
        },
        {
          selector:
            "JSXOpeningElement[name.name='Link']:not(:has(JSXAttribute[name.name='prefetch'] Literal[value=false]))",
          message: 'A link asks for nothing until it is followed: prefetch={false}.',
        },
        {
          selector:
            "CallExpression[callee.property.name='addEventListener'] > Literal[value=/^key(down|up|press)$/]",
          message:
            'Register a shortcut with useShortcut: it keeps out of input methods and is listed behind "?".',
        },
      ],
    },
  },
  {
    files: ['**/*.tsx'],
    rules: { 'max-lines-per-function': ['error', { max: 120, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: ['**/*.test.ts', 'e2e/**', 'bench/**'],
    rules: { 'max-lines-per-function': 'off', 'max-params': 'off' },
  },
  {
    files: [
      'lib/config/**',
      'prisma.config.ts',
      '*.config.ts',
      'e2e/**',
      'bench/**',
      '**/*.test.ts',
      'lib/testing/**',
    ],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    extends: [tseslint.configs.disableTypeChecked],
    rules: { ...limits, 'no-console': 'off' },
  },
  // A rule of the import table is four words.
  { files: ['.dependency-cruiser.cjs'], rules: { 'max-params': 'off' } },
)
