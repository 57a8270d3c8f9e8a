import 'server-only'
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { modelProfileSchema, promptFormatSchema } from '@/lib/inference/engine/catalogue'

const endpointSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9._-]{1,32}$/),
  /** Base address without a path or a name to sign in by, for example https://gpu1.hospital.internal:8000. */
  url: z.url({ protocol: /^https?$/ }).refine((url) => {
    const { pathname, username, password, search, hash } = new URL(url)
    return pathname === '/' && [username, password, search, hash].every((part) => part === '')
  }),
  /**
   * How the server spells what the completions interface leaves open: tokenising, JSON schemas, the least length of a
   * part. `openai` is any other server of that interface, for example Ray Serve.
   */
  kind: z.enum(['llama-server', 'vllm', 'openai']),
  /** The name under which the server knows the model. */
  model: z.string().min(1).max(200),
  /** Files, mode 0600 where they are secret: key of the interface, authority of the server, certificate of the portal. */
  apiKeyFile: z.string().optional(),
  caFile: z.string().optional(),
  certFile: z.string().optional(),
  keyFile: z.string().optional(),
  /** Runs the portal puts on this server at once. */
  maxConcurrent: z.int().min(1).max(256),
})
export type Endpoint = z.infer<typeof endpointSchema>

const endpointsSchema = z.strictObject({
  model: z.strictObject({
    id: z.string().regex(/^[a-z0-9._-]{1,64}$/),
    name: z.string().min(1).max(120),
    /** SHA-256 of the weights as the operator declares it: a server does not prove what it runs. */
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    /** Tokens of prompt and answer together that every server offers to one run. */
    contextTokens: z.int().min(1024),
    /** How the model wants a conversation written; checked against the server's tokeniser where it has one. */
    promptFormat: promptFormatSchema.default('gemma3'),
    /** True for a model that does not think by itself; the portal then titles the thought. */
    guidedThought: z.boolean().default(false),
    /** What else differs from the profile of an unknown clinical model: token budgets, least length of a part, sampling. */
    profile: modelProfileSchema
      .pick({ budgets: true, minimumPartTokens: true, sampling: true })
      .partial()
      .default({}),
  }),
  endpoints: z
    .array(endpointSchema)
    .min(1)
    .max(32)
    .refine((list) => new Set(list.map(({ id }) => id)).size === list.length),
})
export type EndpointsFile = z.infer<typeof endpointsSchema>

/**
 * The servers of `ENGINE_ENDPOINTS_FILE`. Throws an Error that names the wrong fields, never their values; plain http
 * to another machine is refused, since the question would travel in clear.
 */
export function readEndpoints(file: string): EndpointsFile {
  const parsed = endpointsSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (!parsed.success) {
    const names = [...new Set(parsed.error.issues.map(({ path }) => path.join('.')))]
    throw new Error(`The file of ENGINE_ENDPOINTS_FILE is wrong: ${names.join(', ')}. See the README.`)
  }
  const clear = parsed.data.endpoints.find(({ url }) => !isPrivate(new URL(url)))
  if (clear) {
    throw new Error(`The endpoint "${clear.id}" is on another machine and must be reached by https.`)
  }
  return parsed.data
}

function isPrivate({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}
