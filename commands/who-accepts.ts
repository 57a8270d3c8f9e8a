import { ACCEPT_REASONS, operatorName, type LossAcceptance } from '@/lib/audit/loss'
import { fail } from '@/scripts/sentence.mjs'

/** Who accepts a loss and why, from the options of a command. Gives up with a sentence when one of them is not as it must be. */
export function whoAccepts(values: {
  name?: string | undefined
  reason?: string | undefined
}): Pick<LossAcceptance, 'name' | 'reason'> {
  const name = operatorName.safeParse(values.name)
  const reason = ACCEPT_REASONS.find((known) => known === values.reason)
  if (name.success && reason) return { name: name.data, reason }
  return fail(
    `请写明操作人与原因：--name 姓名（64 个字符以内的文字、数字、空格）--reason 原因。原因为下列之一：${ACCEPT_REASONS.join('、')}。`,
    `Say who does this and why: --name NAME (letters, digits and spaces, at most 64) --reason REASON, one of: ${ACCEPT_REASONS.join(', ')}.`,
  )
}
