import type { z } from 'zod'
import type { Role } from '@/lib/shared/actor'

/** A right and the roles that carry it. */
export interface Permission<I extends string = string> {
  readonly id: I
  readonly roles: readonly Role[]
}
/** An error that may cross the HTTP boundary. Its sentence is in `messages/<locale>/errors.json`. */
export interface KnownError<C extends string = string> {
  readonly code: C
  readonly status: number
}
interface PolicyPlate<S extends z.ZodObject = z.ZodObject> {
  readonly schema: S
  /** What holds while an admin has set nothing. */
  readonly defaults: Readonly<z.infer<S>>
  /** Settings of the installation that give the default of a field, by name. */
  readonly settings?: Readonly<Record<string, string>>
  /** Defaults that differ where people sign in from a hospital's directory. */
  readonly atHospital?: Readonly<Record<string, unknown>>
}
/** What an admin can set, with the range it must stay in. Times are seconds unless the name says otherwise. */
export type Policy<K extends string = string, S extends z.ZodObject = z.ZodObject> = PolicyPlate<S> & {
  readonly key: K
}
export type PolicyValue<P extends Policy> = z.infer<P['schema']>
/** Where the navigation puts a page: daily work, looking on, and the three kinds of administration. */
export type NavGroup = 'work' | 'oversight' | 'people' | 'rules' | 'system'
export interface Page<H extends string = string> {
  readonly href: H
  /** One of them is enough. */
  readonly permissions: readonly Permission[]
  /** Key of its name in `messages/<locale>/portal.json` under `nav`; a page without one is reached from another. */
  readonly nav: string | null
  readonly group: NavGroup
  /** Texts that travel to the browser with it, beside those of the frame: keys of `messages/<locale>`. */
  readonly texts: readonly string[]
}

/** What a feature lets others know of it, in the browser too. */
export interface Feature {
  readonly permissions: Readonly<Record<string, Permission>>
  readonly errors: Readonly<Record<string, KnownError>>
  readonly policies: Readonly<Record<string, Policy>>
  readonly pages: readonly Page[]
}
interface PagePlate<I extends string> {
  permission: I | Permission | readonly (I | Permission)[]
  nav?: string
  /** Daily work where nothing else is said. */
  group?: NavGroup
  texts: readonly string[]
}

// oxlint-disable-next-line typescript/no-generated-empty-object-type -- a part that a plate lacks has no key, rather than any
type Nothing = Readonly<Record<never, never>>

const map = <V, R>(table: Readonly<Record<string, V>> | undefined, each: (key: string, value: V) => R) =>
  Object.fromEntries(Object.entries(table ?? {}).map(([key, value]) => [key, each(key, value)]))

/** A policy whose defaults fit its schema. */
export const policy = <S extends z.ZodObject>(
  schema: S,
  defaults: z.infer<S>,
  more: Pick<PolicyPlate, 'settings' | 'atHospital'> = {},
): PolicyPlate<S> => ({ schema, defaults, ...more })

/**
 * The plate on a feature's door. Permissions are listed with their roles, errors with their status, pages by their address;
 * each comes back as a value with its own literal type, which is what `can`, `AppError`, `readPolicy` and `defineRoute` take.
 */
export function defineFeature<
  const P extends Readonly<Record<string, readonly Role[]>> = Nothing,
  const E extends Readonly<Record<string, number>> = Nothing,
  const L extends Readonly<Record<string, PolicyPlate>> = Nothing,
  const H extends string = never,
>(plate: {
  permissions?: P
  errors?: E
  policies?: L
  pages?: Readonly<Record<H, PagePlate<keyof P & string>>>
}): {
  readonly permissions: { readonly [I in keyof P & string]: Permission<I> }
  readonly errors: { readonly [C in keyof E & string]: KnownError<C> }
  readonly policies: { readonly [K in keyof L & string]: Policy<K, L[K]['schema']> }
  readonly pages: readonly Page<H>[]
} {
  const permissions: Record<string, Permission> = map(plate.permissions, (id, roles) => ({ id, roles }))
  const named = (one: string | Permission) => (typeof one === 'string' ? (permissions[one] ?? []) : one)
  const errors = map(plate.errors, (code, status) => ({ code, status }))
  const policies = map(plate.policies, (key, one) => ({ key, ...one }))
  const pages = Object.entries<PagePlate<string>>(plate.pages ?? {}).map(
    ([href, { permission, nav, group, texts }]) => ({
      href,
      permissions: [permission].flat().flatMap(named),
      nav: nav ?? null,
      group: group ?? 'work',
      texts,
    }),
  )
  return { permissions, errors, policies, pages } as never
}
