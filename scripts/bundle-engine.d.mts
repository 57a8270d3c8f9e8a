export function bundleEngine(root: string, outfile: string): Promise<void>
