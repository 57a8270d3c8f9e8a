import type { Page } from '@playwright/test'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { startWritingServer, type WritingServer } from '@/lib/testing/writing-server'
import { OwnPortal } from './own-portal'
import { test } from './portal'

/** A question of whom the rules raise two red flags, the first by this name. */
export const QUESTION = '58岁男性，胸痛3小时伴大汗，血压92/58mmHg，II、III、aVF导联ST段抬高。如何处理？'
export const FLAG = 'ST 段抬高或急性心肌梗死'

export const answerPane = (page: Page) => page.locator('#pane-answer')
/** The button of a whole answer: it is there once nothing is written any more. */
export const copyButton = (page: Page) => answerPane(page).getByRole('button', { name: '复制', exact: true })

/**
 * Has the tests of a file use a portal of their own, whose inference server writes one good answer of four parts: `made` says how.
 */
export function withWritingPortal(
  name: string,
  portOffset: number,
  ...made: Parameters<typeof startWritingServer>
): void {
  const portal = new OwnPortal(name, portOffset)
  let server: WritingServer
  test.use({ baseURL: portal.baseURL })
  test.beforeAll(async () => {
    server = await startWritingServer(...made)
    const file = path.join(portal.stateDir, 'endpoints.json')
    writeFileSync(file, server.endpoints, { mode: 0o600 })
    await portal.start({ ENGINE: 'remote', ENGINE_ENDPOINTS_FILE: file })
  })
  test.afterAll(async () => {
    await portal.stop()
    server.close()
  })
}
