/** Prints one plain sentence in both languages. */
export function say(zh, en) {
  process.stdout.write(`${zh}\n${en}\n`)
}

/** Prints what is wrong and what to do, in both languages, and ends with exit code 1. */
export function fail(zh, en) {
  process.stderr.write(`\n${zh}\n${en}\n`)
  process.exit(1)
}

/** The same for a portal that cannot start. */
export function giveUp(zh, en) {
  fail(`无法启动：${zh}`, `Cannot start: ${en}`)
}
