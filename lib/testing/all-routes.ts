import { globSync } from 'node:fs'
import path from 'node:path'
import type { RouteHandler } from '@/lib/http/define-route'
import type { Role } from '@/lib/shared/actor'

/** The folder of every route handler. */
export const API = path.resolve(import.meta.dirname, '../../app/api')
const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'] as const

export interface Route {
  /** For example `PUT /api/admin/users/[id]/roles`. */
  name: string
  method: string
  handler: RouteHandler
}

/** A role that may call a route; a doctor where anybody signed in may. */
export function roleFor({ handler: { access } }: Route): Role {
  return (typeof access === 'string' ? undefined : access.roles[0]) ?? 'doctor'
}

/** Every route handler of the portal, to be called as Next would call it, with no proxy, server or page in front. */
export async function allRoutes(): Promise<Route[]> {
  const routes: Route[] = []
  for (const file of globSync('**/route.ts', { cwd: API }).sort()) {
    const exported = (await import(path.join(API, file))) as Record<string, RouteHandler | undefined>
    for (const method of METHODS) {
      const handler = exported[method]
      if (handler) routes.push({ name: `${method} /api/${path.dirname(file)}`, method, handler })
    }
  }
  return routes
}
