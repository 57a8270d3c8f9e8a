import 'server-only'
import type { z } from 'zod'
import { changeSchema } from '@/lib/rights/contract'
import type { listReleasesOutput } from '@/lib/rights/releases/contract'
import type { ModelRelease } from '@/lib/release/contract'
import { db, type Tx } from '@/lib/db/client'
import { engine } from '@/lib/inference/generate'
import { evaluationsOf, summaryOf, type Evaluation } from '@/lib/release/read-evaluations'
import { bindingOf } from '@/lib/release/binding'

/** A release that was approved and not withdrawn. Whether it still holds depends on the model as it runs. */
export interface ReleaseInForce extends Pick<ModelRelease, 'model' | 'sha256' | 'binding'> {
  approvedById: string | null
  approvedAt: Date
}

/** The releases of the database: for each binding the last word counts, release or withdrawal. */
export async function releasesInForce(tx: Tx): Promise<ReleaseInForce[]> {
  const rows = await tx.changeRequest.findMany({
    where: { kind: { in: ['model_release', 'model_withdrawal'] }, state: 'approved' },
    orderBy: [{ decidedAt: 'asc' }, { id: 'asc' }],
  })
  const inForce = new Map<string, ReleaseInForce>()
  for (const { payload, decidedById, decidedAt, requestedAt } of rows) {
    const change = changeSchema.parse(JSON.parse(payload))
    if (change.kind === 'model_withdrawal') inForce.delete(change.binding)
    if (change.kind !== 'model_release') continue
    const { model, sha256, binding } = change
    const approved = { approvedById: decidedById, approvedAt: decidedAt ?? requestedAt }
    inForce.set(binding, { model, sha256, binding, ...approved })
  }
  return [...inForce.values()]
}

/** The evaluation that the model in use is bound to, by its settings; null where it cannot be released. */
export function boundEvaluation(sha256: string, binding: string | null): Evaluation | null {
  const isBound = ({ sha256: evaluation, result: { settings } }: Evaluation) =>
    bindingOf({ ...settings, sha256, evaluation }) === binding
  return evaluationsOf(sha256).find(isBound) ?? null
}

/** True when a request for this binding waits for a second person. */
export async function isPending(tx: Tx, binding: string): Promise<boolean> {
  const rows = await tx.changeRequest.findMany({
    where: { kind: 'model_release', state: 'pending', expiresAt: { gt: new Date() } },
    select: { payload: true },
  })
  return rows.some(({ payload }) => (JSON.parse(payload) as { binding: string }).binding === binding)
}

/** The model in use with its last evaluation, and the releases in force. */
export async function readReleases(): Promise<z.infer<typeof listReleasesOutput>> {
  const client = await db()
  const { id, name, sha256, standing, binding } = engine().status().model
  const [newest] = evaluationsOf(sha256)
  const bound = boundEvaluation(sha256, binding)
  const shown = bound ?? newest
  const releases = await releasesInForce(client)
  const people = await client.user.findMany({
    where: { id: { in: releases.flatMap(({ approvedById }) => approvedById ?? []) } },
    select: { id: true, displayName: true },
  })
  return {
    model: { id, name, sha256, standing, binding },
    evaluation: shown ? { ...summaryOf(shown), current: bound !== null } : null,
    pending: binding !== null && (await isPending(client, binding)),
    releases: releases.map(({ approvedById, approvedAt, ...release }) => ({
      ...release,
      approvedBy: people.find((one) => one.id === approvedById) ?? null,
      approvedAt: approvedAt.toISOString(),
      current: release.binding === binding,
    })),
  }
}
