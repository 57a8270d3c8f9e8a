import type { DebianPackage } from '@/deploy/bundle/runtime-libraries'
import type { ReleasePackage } from '@/deploy/bundle/production-packages'

/** A model that a bundle carries, as the catalogue lists it. */
export interface BundledModel {
  id: string
  name: string
  licence: { name: string; url: string }
  files: readonly { path: string; sha256: string }[]
}

/** What a release is made of. */
export interface Materials {
  version: string
  builtAt: string
  packages: readonly ReleasePackage[]
  debian: readonly DebianPackage[]
  /** Release of llama.cpp that the prebuilt engine was made from. */
  llamaCpp: string
  models: readonly BundledModel[]
  /** Libraries of CUDA, by wheel; none in a bundle for processors alone. */
  cuda: readonly { package: string; version: string; sha256: string }[]
}

interface Component {
  type: 'library' | 'application' | 'platform' | 'machine-learning-model'
  name: string
  version: string
  purl?: string
  'bom-ref': string
  hashes?: { alg: 'SHA-256' | 'SHA-512'; content: string }[]
  licenses?: { license: { name: string; url?: string } }[]
}

const NODE = /^node-linux-/
/** Of an integrity such as `sha512-<base64>`, as CycloneDX writes a hash. */
function hashesOf(integrity: string | null): Component['hashes'] {
  const [, base64] = /^sha512-(\S+)$/.exec(integrity ?? '') ?? []
  return base64 === undefined
    ? []
    : [{ alg: 'SHA-512', content: Buffer.from(base64, 'base64').toString('hex') }]
}

const purlName = (name: string): string => name.replace(/^@/, '%40')

/** The bill of materials of a release in the form of CycloneDX 1.6 (ECMA-424): npm, Node, llama.cpp, Debian packages, models, CUDA. */
export function billOfMaterials({ version, builtAt, packages, debian, llamaCpp, models, cuda }: Materials) {
  const npm = packages.map(({ folder, name, version: own, licence, integrity }): Component => ({
    type: NODE.test(name) ? 'platform' : 'library',
    name,
    version: own,
    purl: `pkg:npm/${purlName(name)}@${own}`,
    'bom-ref': folder,
    hashes: hashesOf(integrity) ?? [],
    ...(licence === null ? {} : { licenses: [{ license: { name: licence } }] }),
  }))
  const libraries = debian.map(({ name, version: own }): Component => ({
    type: 'library',
    name,
    version: own,
    purl: `pkg:deb/debian/${encodeURIComponent(name)}@${encodeURIComponent(own)}?arch=amd64`,
    'bom-ref': `debian/${name}`,
    licenses: [{ license: { name: 'GPL-3.0-or-later WITH GCC-exception-3.1' } }],
  }))
  const weights = models.map(({ id, name, licence, files }): Component => ({
    type: 'machine-learning-model',
    name,
    version: id,
    'bom-ref': `model/${id}`,
    hashes: files.map(({ sha256 }) => ({ alg: 'SHA-256', content: sha256 })),
    licenses: [{ license: licence }],
  }))
  const wheels = cuda.map(({ package: name, version: own, sha256 }): Component => ({
    type: 'library',
    name,
    version: own,
    purl: `pkg:pypi/${name}@${own}`,
    'bom-ref': `pypi/${name}`,
    hashes: [{ alg: 'SHA-256', content: sha256 }],
    licenses: [{ license: { name: 'NVIDIA CUDA Toolkit End User License Agreement' } }],
  }))
  const engine: Component = {
    type: 'library',
    name: 'llama.cpp',
    version: llamaCpp,
    purl: `pkg:github/ggml-org/llama.cpp@${llamaCpp}`,
    'bom-ref': 'llama.cpp',
    licenses: [{ license: { name: 'MIT' } }],
  }
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      timestamp: builtAt,
      component: { type: 'application', name: 'innerward', version, 'bom-ref': 'innerward' },
    },
    components: [...npm, engine, ...libraries, ...weights, ...wheels],
  }
}
