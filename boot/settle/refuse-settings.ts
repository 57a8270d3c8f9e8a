import type { SettingFault } from '@/lib/config/settings/fault'
import { WRONG_SETTINGS } from '@/scripts/sentence.mjs'

const lineOf = ({ names, zh, en }: SettingFault): string => {
  const name = names.join(' ')
  const ends = (sentence: string, stop: string) => (/[？?]$/.test(sentence) ? '' : stop)
  return `· ${name}：${zh}${ends(zh, '。')}\n  ${name}: ${en}${ends(en, '.')}\n`
}

/** Tells every fault of the settings and ends with the exit code of wrong settings. */
export function refuseSettings(faults: readonly SettingFault[]): never {
  const count = faults.length === 1 ? 'a setting is' : `${faults.length} settings are`
  process.stderr.write(`\n无法启动：设置有 ${faults.length} 处错误。\nCannot start: ${count} wrong.\n`)
  process.stderr.write(faults.map(lineOf).join(''))
  process.exit(WRONG_SETTINGS)
}
