/** What this project does in one way, for the linter: each rule is a selector and the sentence that says which way. */
const WAYS = {
  'settings-by-schema': [
    "MemberExpression[object.name='process'][property.name='env']",
    'Read configuration through lib/config/env.ts.',
  ],
  'queries-with-parameters': [
    'MemberExpression[property.name=/RawUnsafe$/]',
    'Use the tagged templates $queryRaw and $executeRaw.',
  ],
  'no-html': ["JSXAttribute[name.name='dangerouslySetInnerHTML']", 'Nothing is rendered as HTML.'],
  'own-form': [
    "JSXOpeningElement[name.name='form']",
    'Use Form of app/_ui/form.tsx, which puts nothing into the address.',
  ],
  'query-key-from-client': [
    "CallExpression[callee.property.name=/^(invalidate|remove|refetch|cancel)Queries$/] Property[key.name='queryKey'] > ArrayExpression",
    'A key typed again misses its query: take it from the client.ts that asks.',
  ],
  'link-without-prefetch': [
    "JSXOpeningElement[name.name='Link']:not(:has(JSXAttribute[name.name='prefetch'] Literal[value=false]))",
    'A link asks for nothing until it is followed: prefetch={false}.',
  ],
  'registered-shortcut': [
    "CallExpression[callee.property.name='addEventListener'] > Literal[value=/^key(down|up|press)$/]",
    'Register a shortcut with useShortcut: it keeps out of input methods and is listed behind "?".',
  ],
  'text-of-the-scale': [
    ':matches(Literal[value=/text-\\[[\\d.]+px\\]/], TemplateElement[value.raw=/text-\\[[\\d.]+px\\]/])',
    'Sizes in pixels do not follow the font size that a person sets: take text-xs to text-xl.',
  ],
}

const rule = ([selector, message]) => ({
  create: (context) => ({ [selector]: (node) => context.report({ node, message }) }),
})

export default {
  meta: { name: 'innerward' },
  rules: Object.fromEntries(Object.entries(WAYS).map(([name, way]) => [name, rule(way)])),
}
