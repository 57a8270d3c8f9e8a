type Environment = Readonly<Record<string, string | undefined>>
export function poolSize(env: Environment, canUseGpu?: (env: Environment) => boolean): string
