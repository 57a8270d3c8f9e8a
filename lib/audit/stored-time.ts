/** A time as the database client stores it, so that both compare as texts. */
export const storedTime = (at: Date): string => at.toISOString().replace('Z', '+00:00')
