const component = (body: string): string =>
  `import { useEffect, useMemo, useRef, useState } from 'react'\nvoid [useEffect, useMemo, useRef, useState]\n${body}`

/** As `BROKEN`, for the rules of React, Next and accessibility; a rule about certain files has their name before its text. */
export const BROKEN_ON_SCREENS: Readonly<Record<string, string | readonly [file: string, text: string]>> = {
  'react/display-name': "import { memo } from 'react'\nexport const a = memo(() => <p />)",
  'react/jsx-key': 'export const A = () => [1, 2].map((n) => <p>{n}</p>)',
  'react/jsx-no-comment-textnodes': 'export const A = () => <p>// a</p>',
  'react/jsx-no-duplicate-props': 'export const A = () => <p id="a" id="b" />',
  'react/jsx-no-undef': 'export const A = () => <Missing />',
  'react/no-children-prop': 'export const A = () => <p children="a" />',
  'react/no-danger-with-children': 'export const A = () => <p dangerouslySetInnerHTML={{ __html: "" }}>a</p>',
  'react/no-direct-mutation-state':
    "import { Component } from 'react'\nexport class A extends Component<object, { b: 1 }> {\n  c() {\n    this.state.b = 1\n  }\n}",
  'react/no-find-dom-node': "import ReactDOM from 'react-dom'\nexport const a = ReactDOM.findDOMNode(null)",
  'react/no-is-mounted':
    "import { Component } from 'react'\nexport class A extends Component {\n  b() {\n    return this.isMounted()\n  }\n}",
  'react/no-render-return-value':
    "import ReactDOM from 'react-dom'\nexport const a = ReactDOM.render(<p />, document.body)",
  'react/no-string-refs': 'export const A = () => <p ref="a" />',
  'react/no-unescaped-entities': "export const A = () => <p>it's</p>",
  'react/require-render-return':
    "import { Component } from 'react'\nexport class A extends Component {\n  render() {}\n}",
  'react/rules-of-hooks': component(
    'export function A({ b }: { b: boolean }) {\n  if (b) useState(1)\n  return null\n}',
  ),
  'react/exhaustive-deps': component(
    'export function A({ b }: { b: () => void }) {\n  useEffect(() => b(), [])\n  return null\n}',
  ),
  'react/static-components': component('export function A() {\n  const B = () => <p />\n  return <B />\n}'),
  'react/use-memo': component(
    'export function A() {\n  const b = useMemo((c: number) => c, [])\n  return b\n}',
  ),
  'react/preserve-manual-memoization': component(
    'export function A(b: object) {\n  const c: object[] = []\n  useState(1)\n  c.push(b)\n  return useMemo(() => [c], [c])\n}',
  ),
  'react/incompatible-library':
    "import { useReactTable } from '@tanstack/react-table'\nexport function A() {\n  const b = useReactTable({})\n  return <p>{b.c()}</p>\n}",
  'react/immutability': component(
    'export function A({ b }: { b: { c: number } }) {\n  b.c = 1\n  return <p>{b.c}</p>\n}',
  ),
  'react/globals': 'let a = 0\nexport function A() {\n  a = 1\n  return <p>{a}</p>\n}',
  'react/refs': component('export function A() {\n  const b = useRef(1)\n  return <p>{b.current}</p>\n}'),
  'react/set-state-in-effect': component(
    'export function A() {\n  const [b, setB] = useState(1)\n  useEffect(() => {\n    setB(2)\n  }, [])\n  return <p>{b}</p>\n}',
  ),
  'react/error-boundaries':
    'export function A() {\n  try {\n    return <p />\n  } catch {\n    return null\n  }\n}',
  'react/purity': 'export function A() {\n  return <p>{Math.random()}</p>\n}',
  'react/set-state-in-render': component(
    'export function A() {\n  const [b, setB] = useState(1)\n  setB(2)\n  return <p>{b}</p>\n}',
  ),
  'react/unsupported-syntax': "export function A() {\n  eval('1')\n  return <p />\n}",
  'nextjs/google-font-display':
    'export const A = () => <link href="https://fonts.googleapis.com/css2?family=A" rel="stylesheet" />',
  'nextjs/google-font-preconnect': 'export const A = () => <link href="https://fonts.gstatic.com" />',
  'nextjs/next-script-for-ga':
    'export const A = () => <script src="https://www.google-analytics.com/analytics.js" />',
  'nextjs/no-async-client-component':
    "'use client'\nexport default async function A() {\n  return <p>{await 1}</p>\n}",
  'nextjs/no-css-tags': 'export const A = () => <link href="/a.css" rel="stylesheet" />',
  'nextjs/no-html-link-for-pages': ['app/pages/c.tsx', 'export const A = () => <a href="/">a</a>'],
  'nextjs/no-img-element': 'export const A = () => <img src="a" />',
  'nextjs/no-page-custom-font': [
    'app/pages/d.tsx',
    'export default function A() {\n  return <link href="https://fonts.googleapis.com/css2?family=A" rel="stylesheet" />\n}',
  ],
  'nextjs/no-styled-jsx-in-document': [
    'app/pages/_document.tsx',
    'export const A = () => <style jsx>{``}</style>',
  ],
  'nextjs/no-sync-scripts': 'export const A = () => <script src="a" />',
  'nextjs/no-title-in-document-head':
    "import { Head } from 'next/document'\nexport const A = () => <Head><title>a</title></Head>",
  'nextjs/no-typos': ['app/pages/e.tsx', 'export const getServerSideprops = () => 1'],
  'nextjs/no-unwanted-polyfillio':
    'export const A = () => <script src="https://polyfill.io/v3/polyfill.min.js?features=Array.from" />',
  'nextjs/inline-script-id':
    "import Script from 'next/script'\nexport const A = () => <Script>{`a`}</Script>",
  'nextjs/no-assign-module-variable': 'const module = 1\nexport { module as a }',
  'nextjs/no-document-import-in-page': [
    'app/pages/f.tsx',
    "import Document from 'next/document'\nexport { Document }",
  ],
  'nextjs/no-duplicate-head': [
    'app/pages/_document/a.tsx',
    "import Document, { Head } from 'next/document'\nexport default class A extends Document {\n  render() {\n    return <p><Head /><Head /></p>\n  }\n}",
  ],
  'nextjs/no-head-import-in-document': [
    'app/pages/_document/index.tsx',
    "import Head from 'next/head'\nexport { Head }",
  ],
  'nextjs/no-script-component-in-head':
    "import Head from 'next/head'\nimport Script from 'next/script'\nexport const A = () => <Head><Script /></Head>",
  'import/no-anonymous-default-export': 'export default () => 1',
  'jsx-a11y/alt-text': 'export const A = () => <img src="a" />',
  'jsx-a11y/aria-props': 'export const A = () => <p aria-lable="a" />',
  'jsx-a11y/aria-proptypes': 'export const A = () => <p aria-hidden="maybe" />',
  'jsx-a11y/aria-unsupported-elements': 'export const A = () => <meta aria-hidden="true" />',
  'jsx-a11y/role-has-required-aria-props': 'export const A = () => <p role="checkbox" />',
  'jsx-a11y/role-supports-aria-props': 'export const A = () => <p role="link" aria-checked="true" />',
}
