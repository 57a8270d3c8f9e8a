import 'server-only'
import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import type { AuditOutcome } from '@/lib/audit/contract'
import type { DetailOf } from '@/lib/audit/event-detail'
import type { AuditEvent } from '@/lib/feature/define-server'
import { recordAlone, type AuditEntry } from '@/lib/audit/record-event'
import { requireConfirmation } from '@/lib/auth/confirm-session'
import { authEvents } from '@/lib/auth/events'
import { can } from '@/lib/feature/can'
import type { Permission } from '@/lib/feature/define-feature'
import type { Actor } from '@/lib/shared/actor'
import { readActor } from '@/lib/auth/session'
import { AppError } from '@/lib/errors/app-error'
import { ORDINARY_BODY } from '@/lib/http/body-time'
import { problemResponse } from '@/lib/http/problem'
import { dropReceived, receiveFile, type ReceivedFile } from '@/lib/http/receive-file'
import { readBytes, readJsonBody } from '@/lib/http/read-body'
import { visitorLocale } from '@/lib/http/visitor-locale'
import { requireSameOrigin } from '@/lib/http/same-origin'
import { faultFields } from '@/lib/logging/fault-fields'
import { logger } from '@/lib/logging/logger'

/** Who may call: everybody, anybody signed in, or holders of a permission. */
export type Access = 'public' | 'session' | Permission

type Schema = z.ZodType
interface InputSchemas {
  params?: Schema
  query?: Schema
  body?: Schema
  /** True when the body is a piece of a file and no JSON; then there is no `body`. */
  bytes?: true
  /** True when the body is a whole file, which is written to the disk as it comes and removed once the request is answered. */
  file?: true
}
type Parsed<S> = S extends z.ZodType<infer T> ? T : undefined
interface Input<I extends InputSchemas> {
  params: Parsed<I['params']>
  query: Parsed<I['query']>
  body: Parsed<I['body']>
  bytes: I['bytes'] extends true ? Buffer : undefined
  file: I['file'] extends true ? ReceivedFile : undefined
}
type Awaitable<T> = T | Promise<T>
type ActorOf<A extends Access> = A extends 'public' ? null : Actor

export interface RouteContext<A extends Access, I extends InputSchemas> {
  actor: ActorOf<A>
  input: Input<I>
  request: Request
  requestId: string
}

type Handled<O> = O extends Schema ? z.input<O> : O extends 'stream' ? Response : unknown
/** An event of a reading: its details can name the record that the reading was asked with. */
type ReadEvent = AuditEvent<string, z.ZodType<unknown, { asked?: string | undefined }>>
interface RouteAudit<E extends ReadEvent, I extends InputSchemas, O, D> {
  event: E
  /** What was asked for: ids that were looked up and words of closed lists, never text of the request. */
  detail: (input: Input<I>) => Awaitable<D>
  /** What besides the closing record holds of the result. */
  result?: (output: Handled<O>) => Partial<DetailOf<E>>
}

export interface RouteDefinition<
  A extends Access,
  I extends InputSchemas,
  O extends Schema | 'empty' | 'stream',
  E extends ReadEvent = ReadEvent,
  D extends DetailOf<E> = DetailOf<E>,
> {
  access: A
  input?: I
  /** Schema of the JSON answer, `empty` for none, `stream` when the handler answers with its own Response. */
  output: O
  /** Status of a successful answer; 200, or 204 when the output is empty. */
  status?: number
  /** False for polling and streams: they do not keep a session alive. Default true. */
  activity?: boolean
  /** True when the body carries a token that only our own pages are given, as the forms of next-auth do. Default false. */
  token?: boolean
  /** True when the route works while the screen is locked. Default false. */
  whileLocked?: boolean
  /** True for sensitive changes: the person must have given the password again a short while ago. Default false. */
  confirm?: boolean
  /** Largest body in bytes. Default 64 KiB. */
  maxBodyBytes?: number
  /**
   * Recorded as `asked` before the handler runs, and as `ok`, `refused` or `failed` after it and before the answer leaves, both
   * under the request's id: what cannot be recorded is neither done nor answered.
   */
  audit?: RouteAudit<E, I, O, D>
  handle: (context: RouteContext<A, I>) => Awaitable<Handled<O>>
}

type NextRouteContext = { params: Promise<Record<string, string | string[]>> }
export type RouteHandler = ((request: Request, context: NextRouteContext) => Promise<Response>) & {
  readonly access: Access
  readonly confirm: boolean
  /** What it takes, and the event that it records; null for none, or for one that its handler records. */
  readonly input: InputSchemas
  readonly audit: string | null
}

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
      event: authEvents['access.denied'],
      outcome: 'refused',
      actor,
      requestId,
      detail: { permission: access.id },
    })
    throw new AppError('forbidden')
  }
  return actor
}

type Entry = Omit<AuditEntry, 'outcome'>

/** Records how the work of an audited route ended. Throws AppError `audit_unavailable`. */
function close(entry: Entry, outcome: AuditOutcome, facts: { asked: string }): Promise<unknown> {
  const detail = { ...(entry.detail as object), ...facts }
  return recordAlone({ ...entry, outcome, detail })
}

/**
 * Does the work between two records: `asked`, without which it is not begun, and its end, without which nothing of it is
 * answered. Throws what the work throws, after recording that, or AppError `audit_unavailable`.
 */
async function audited(
  entry: Entry,
  work: () => Promise<{ result: unknown; response: Response }>,
  facts: (result: unknown) => object = () => ({}),
): Promise<Response> {
  const { recordId: asked } = await recordAlone({ ...entry, outcome: 'asked' })
  const done = await work().catch(async (error: unknown) => {
    const refused = error instanceof AppError && error.status < 500
    // Nothing is answered: that the end is not recorded leaves the reading as asked for, which it was.
    await close(entry, refused ? 'refused' : 'failed', { asked }).catch(() => undefined)
    throw error
  })
  try {
    await close(entry, 'ok', { ...facts(done.result), asked })
  } catch (error) {
    await done.response.body?.cancel()
    throw error
  }
  return done.response
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
  E extends ReadEvent = ReadEvent,
  const D extends DetailOf<E> = DetailOf<E>,
>(definition: RouteDefinition<A, I, O, E, D>): RouteHandler {
  const handler = async (request: Request, context: NextRouteContext): Promise<Response> => {
    const requestId = randomUUID()
    let locale = visitorLocale(request)
    let file: ReceivedFile | undefined
    try {
      const reads = request.method === 'GET' || request.method === 'HEAD'
      const { token = false, input: { body, bytes: inPieces, file: whole } = {} } = definition
      // What must be JSON or bytes is no form: another type is refused as such.
      if (!reads) requireSameOrigin(request, { guarded: token || body !== undefined || inPieces || whole })
      const actor = await authorise(definition.access, definition, requestId)
      if (actor) locale = actor.locale
      const { input: schemas } = definition
      const rawParams = schemas?.params ? await context.params : undefined
      const maxBytes = definition.maxBodyBytes ?? ORDINARY_BODY
      const rawBody = schemas?.body ? await readJsonBody(request, maxBytes) : undefined
      const bytes = schemas?.bytes ? await readBytes(request, maxBytes) : undefined
      const parsed = {
        params: parse(schemas?.params, () => rawParams),
        query: parse(schemas?.query, () => Object.fromEntries(new URL(request.url).searchParams)),
        body: parse(schemas?.body, () => rawBody),
      }
      if (whole) file = await receiveFile(request, maxBytes)
      const input = { ...parsed, bytes, file } as Input<I>
      if (definition.confirm && actor) await requireConfirmation(actor)
      const { audit, output, status } = definition
      const work = async () => {
        const result = await definition.handle({ actor: actor as ActorOf<A>, input, request, requestId })
        return { result, response: answer(result, { output, status, requestId }) }
      }
      if (!audit || !actor) return (await work()).response
      const detail = await audit.detail(input)
      const entry = { event: audit.event, actor, requestId, detail } as Entry
      return await audited(entry, work, audit.result as ((result: unknown) => object) | undefined)
    } catch (error) {
      if (!(error instanceof AppError)) {
        logger.error('request failed', { requestId, ...faultFields(error) })
      }
      return problemResponse(error, {
        requestId,
        locale,
        ...(error instanceof InputError ? { fields: error.fields } : {}),
      })
    } finally {
      if (file) await dropReceived(file)
    }
  }
  return Object.assign(handler, {
    access: definition.access,
    confirm: definition.confirm ?? false,
    input: definition.input ?? {},
    audit: definition.audit?.event.name ?? null,
  })
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
