export function takeFromWheel(wheel: string, name: string, target: string): Promise<string>
