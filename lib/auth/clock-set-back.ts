/** A stored time further ahead of the clock than this, in ms, was written before the clock was set back: how long ago nobody knows. */
export const AHEAD_MS = 60_000
