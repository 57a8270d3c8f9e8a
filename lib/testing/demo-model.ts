import path from 'node:path'

/** First file of the demo model, which all tests name, so that another model in `models/` changes none of them. */
export const DEMO_MODEL = path.resolve(
  import.meta.dirname,
  '../../models/demo/gemma-3-270m-iq4nl-00001-of-00003.gguf',
)
