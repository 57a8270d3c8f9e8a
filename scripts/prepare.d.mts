/** Builds the portal when its sources have changed; what the build printed when it failed, else null. */
export function build(root: string): string | null
