type Environment = Readonly<Record<string, string | undefined>>
export function gpuLibraries(stateDir: string): string
export function gpuLibraryPath(env: Environment, stateDir: string): { LD_LIBRARY_PATH?: string }
