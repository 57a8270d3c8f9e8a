/** Prints one plain sentence in both languages. */
export function say(zh, en) {
  process.stdout.write(`${zh}\n${en}\n`)
}

/** Prints what is wrong and what to do, in both languages, and ends with exit code 1. */
export function giveUp(zh, en) {
  process.stderr.write(`\n无法启动：${zh}\nCannot start: ${en}\n`)
  process.exit(1)
}
