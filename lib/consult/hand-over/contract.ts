import { z } from 'zod'

export const offerInput = z.strictObject({ conversationId: z.string().max(64) })
export const offerParams = z.object({ conversationId: z.string().max(64) })
export const offerOutput = z.object({ code: z.string(), expiresAt: z.iso.datetime() })
export const handoverCodeInput = z.strictObject({ code: z.string().trim().min(1).max(32) })
/** What is told of an offer before it is taken: who makes it and how much it is, no word of it. */
export const offerSeenOutput = z.object({ from: z.string(), turns: z.int(), running: z.boolean() })
export const acceptOutput = z.object({ conversationId: z.string() })
export const listOffersOutput = z.object({
  offers: z.array(
    z.object({
      conversationId: z.string(),
      expiresAt: z.iso.datetime(),
      /** Name of the person who took it over; null while it waits. */
      takenBy: z.string().nullable(),
    }),
  ),
})
