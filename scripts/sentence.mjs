/** The exit code of wrong settings, keys or state (EX_CONFIG of sysexits.h): starting again would not help. */
export const WRONG_SETTINGS = 78

/**
 * Prints one plain sentence in both languages.
 * @param {string} zh
 * @param {string} en
 * @returns {void}
 */
export function say(zh, en) {
  process.stdout.write(`${zh}\n${en}\n`)
}

/**
 * Prints what is wrong and what to do, in both languages, and ends with an exit code.
 * @param {string} zh
 * @param {string} en
 * @param {number} [code]
 * @returns {never}
 */
export function fail(zh, en, code = 1) {
  process.stderr.write(`\n${zh}\n${en}\n`)
  process.exit(code)
}

/**
 * The same for a portal that cannot start.
 * @param {string} zh
 * @param {string} en
 * @param {number} [code]
 * @returns {never}
 */
export function giveUp(zh, en, code = 1) {
  fail(`无法启动：${zh}`, `Cannot start: ${en}`, code)
}
