import 'server-only'
import { readHeight, replaceHeight, writeHeight, heightPath, type Height } from '@/lib/audit/height-file'
import { AppError } from '@/lib/errors/app-error'
import { faultFields } from '@/lib/logging/fault-fields'
import { logger } from '@/lib/logging/logger'
import { processSingleton } from '@/lib/shared/process-singleton'

interface Kept {
  /** The file that the rest is about. */
  file: string
  /** The highest mark that is on the disk; null while there is none that holds. */
  written: Height | null
  /** The mark that is to be on the disk next. */
  wanted: Height | null
  writing: Promise<void> | null
}
const NOTHING: Kept = { file: '', written: null, wanted: null, writing: null }

async function kept(): Promise<Kept> {
  const state = processSingleton('trail-height', () => ({ ...NOTHING }))
  if (state.file !== heightPath()) {
    const found = await readHeight()
    const written = typeof found === 'string' ? null : found
    Object.assign(state, { ...NOTHING, file: heightPath(), written })
  }
  return state
}

/** The mark as this process knows it; null while there is none that holds. */
export async function knownHeight(): Promise<Height | null> {
  return (await kept()).written
}

/** Reads the mark from the disk again, where a command of an operator may have moved it. */
export async function rereadHeight(): Promise<Height | 'missing' | 'damaged'> {
  const [state, found] = [await kept(), await readHeight()]
  if (typeof found === 'string') state.written = null
  else if (found.id >= (state.written?.id ?? 0)) state.written = found
  return found
}

/** Makes the mark, or puts another in its place: at the first start, and when a loss is accepted. */
export async function setHeight(height: Height): Promise<void> {
  const state = await kept()
  await replaceHeight(height)
  Object.assign(state, { written: height, wanted: null })
}

const isBelow = (written: Height | null, height: Height): boolean =>
  written !== null && written.id < height.id

async function writeWanted(state: Kept): Promise<void> {
  const { wanted } = state
  if (!wanted) return
  await writeHeight(wanted)
  if (wanted.id >= (state.written?.id ?? 0)) state.written = wanted
}

/**
 * Moves the mark up to a record that was just committed and returns once that is durable. Commits that come meanwhile share
 * the next write. Without a mark that holds it does nothing: that is for the check to find. Throws AppError
 * `audit_unavailable` when the mark cannot be written.
 */
export async function raiseHeight(height: Height): Promise<void> {
  const state = await kept()
  if (state.written === null) return
  if (height.id > (state.wanted?.id ?? 0)) state.wanted = height
  try {
    while (isBelow(state.written, height)) {
      state.writing ??= writeWanted(state).finally(() => {
        state.writing = null
      })
      await state.writing
    }
  } catch (error) {
    logger.error('the mark of the trail could not be moved', { component: 'audit', ...faultFields(error) })
    throw new AppError('audit_unavailable', {}, { cause: error })
  }
}
