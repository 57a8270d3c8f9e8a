import 'server-only'
import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import type { AuditDetail, AuditEventName } from '@/lib/audit/contract'
import { recordAlone } from '@/lib/audit/record-event'
import { requireConfirmation } from '@/lib/auth/confirm-session'
import { can, type Actor, type Permission } from '@/lib/auth/permissions'
import { readActor } from '@/lib/auth/session'
import { AppError } from '@/lib/errors/app-error'
import { problemResponse } from '@/lib/http/problem'
import { readBytes, readJsonBody } from '@/lib/http/read-body'
import { visitorLocale } from '@/lib/http/visitor-locale'
import { requireSameOrigin } from '@/lib/http/same-origin'
import { errorName, logger } from '@/lib/logging/logger'

/** Who may call: everybody, anybody signed in, or holders of a permission. */
export type Access = 'public' | 'session' | Permission

type Schema = z.ZodType
interface InputSchemas {
  params?: Schema
  query?: Schema
  body?: Schema
  /** True when the body is a piece of a file and no JSON; then there is no `body`. */
  bytes?: true
}
type Parsed<S> = S extends z.ZodType<infer T> ? T : undefined
interface Input<I extends InputSchemas> {
  params: Parsed<I['params']>
  query: Parsed<I['query']>
  body: Parsed<I['body']>
  bytes: I['bytes'] extends true ? Buffer : undefined
}
type Awaitable<T> = T | Promise<T>
type ActorOf<A extends Access> = A extends 'public' ? null : Actor

export interface RouteContext<A extends Access, I extends InputSchemas> {
  actor: ActorOf<A>
  input: Input<I>
  request: Request
  requestId: string
}

export interface RouteDefinition<
  A extends Access,
  I extends InputSchemas,
  O extends Schema | 'empty' | 'stream',
> {
  access: A
  input?: I
  /** Schema of the JSON answer, `empty` for none, `stream` when the handler answers with its own Response. */
  output: O
  /** Status of a successful answer; 200, or 204 when the output is empty. */
  status?: number
  /** False for polling and streams: they do not keep a session alive. Default true. */
  activity?: boolean
  /** True when the route works while the screen is locked. Default false. */
  whileLocked?: boolean
  /** True for sensitive changes: the person must have given the password again a short while ago. Default false. */
  confirm?: boolean
  /** Largest body in bytes. Default 64 KiB. */
  maxBodyBytes?: number
  /** Written before the handler runs; when it cannot be written, the handler does not run. */
  audit?: { event: AuditEventName; detail?: (input: Input<I>) => AuditDetail }
  handle: (
    context: RouteContext<A, I>,
  ) => Awaitable<O extends Schema ? z.input<O> : O extends 'stream' ? Response : unknown>
}

type NextRouteContext = { params: Promise<Record<string, string | string[]>> }
export type RouteHandler = ((request: Request, context: NextRouteContext) => Promise<Response>) & {
  readonly access: Access
  readonly confirm: boolean
}

const DEFAULT_MAX_BODY = 64 * 1024

class InputError extends AppError {
  readonly fields: string[]
  constructor(error: z.ZodError) {
    const fields = [...new Set(error.issues.map((issue) => issue.path.join('.')))].filter(Boolean)
    super('invalid_input', { fields: fields.join(', ') || '—' })
    this.fields = fields
  }
}

function parse(schema: Schema | undefined, value: () => unknown): unknown {
  if (!schema) return undefined
  const parsed = schema.safeParse(value())
  if (!parsed.success) throw new InputError(parsed.error)
  return parsed.data
}

async function authorise(
  access: Access,
  definition: { activity?: boolean; whileLocked?: boolean },
  requestId: string,
): Promise<Actor | null> {
  if (access === 'public') return null
  const actor = await readActor({ touch: definition.activity ?? true })
  if (actor.locked && !definition.whileLocked) throw new AppError('locked')
  if (access !== 'session' && !can(actor, access)) {
    await recordAlone({
      event: 'access.denied',
      outcome: 'refused',
      actor,
      requestId,
      detail: { permission: access },
    })
    throw new AppError('forbidden')
  }
  return actor
}

/**
 * A route handler: session row, permission, same origin, input, confirmation, audit, work, output, in that order, and one
 * translation of errors to problem+json. Its `access` and `confirm` are readable for the test that walks
 * every route.
 */
export function defineRoute<
  A extends Access,
  const I extends InputSchemas = object,
  O extends Schema | 'empty' | 'stream' = 'empty',
>(definition: RouteDefinition<A, I, O>): RouteHandler {
  const handler = async (request: Request, context: NextRouteContext): Promise<Response> => {
    const requestId = randomUUID()
    let locale = visitorLocale(request)
    try {
      const reads = request.method === 'GET' || request.method === 'HEAD'
      if (!reads) requireSameOrigin(request)
      const actor = await authorise(definition.access, definition, requestId)
      if (actor) locale = actor.locale
      const { input: schemas } = definition
      const rawParams = schemas?.params ? await context.params : undefined
      const maxBytes = definition.maxBodyBytes ?? DEFAULT_MAX_BODY
      const rawBody = schemas?.body ? await readJsonBody(request, maxBytes) : undefined
      const bytes = schemas?.bytes ? await readBytes(request, maxBytes) : undefined
      const input = {
        params: parse(schemas?.params, () => rawParams),
        query: parse(schemas?.query, () => Object.fromEntries(new URL(request.url).searchParams)),
        body: parse(schemas?.body, () => rawBody),
        bytes,
      } as Input<I>
      if (definition.confirm && actor) await requireConfirmation(actor)
      if (definition.audit && actor) {
        const detail = definition.audit.detail?.(input)
        await recordAlone({
          event: definition.audit.event,
          outcome: 'ok',
          actor,
          requestId,
          ...(detail ? { detail } : {}),
        })
      }
      const result = await definition.handle({ actor: actor as ActorOf<A>, input, request, requestId })
      return answer(result, { output: definition.output, status: definition.status, requestId })
    } catch (error) {
      if (!(error instanceof AppError)) {
        logger.error('request failed', { requestId, errorName: errorName(error) })
      }
      return problemResponse(error, {
        requestId,
        locale,
        ...(error instanceof InputError ? { fields: error.fields } : {}),
      })
    }
  }
  return Object.assign(handler, { access: definition.access, confirm: definition.confirm ?? false })
}

interface Answer {
  output: Schema | 'empty' | 'stream'
  status: number | undefined
  requestId: string
}

function answer(result: unknown, { output, status, requestId }: Answer): Response {
  if (output === 'stream') return result as Response
  const headers = { 'Cache-Control': 'no-store', 'X-Request-Id': requestId }
  if (output === 'empty') return new Response(null, { status: status ?? 204, headers })
  return Response.json(output.parse(result), { status: status ?? 200, headers })
}
