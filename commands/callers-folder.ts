import path from 'node:path'
import { environmentOf } from '@/lib/config/env'

/** A path as the person typed it, absolute: commands run in the project's folder, INIT_CWD is where the person is. */
export function asTyped(given: string): string {
  const { INIT_CWD = process.cwd() } = environmentOf(['INIT_CWD'])
  return path.resolve(INIT_CWD, given)
}
