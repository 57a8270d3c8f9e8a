/** Texts of the frame around every page: `boot/page-texts.test.ts` compares them with what it uses. */
export const FRAME_TEXTS = ['controls', 'emergency', 'engine', 'fault', 'portal', 'tour']
