import { printTable } from './serving/machine'

/**
 * `npm run bench:hospital`: the arithmetic of docs/performance.md, nothing of which was run on a GPU. A step reads the weights
 * and the cache of every running answer once; steps and prompts share the card.
 */
const GIB = 2 ** 30
/** A model of the 4B class: Q8_0 weights, Q8_0 cache of 8,192 tokens, as llama.cpp reckons them for its shape. */
const WEIGHTS = 3.9 * GIB
const CACHE_BYTES_A_TOKEN = (0.57 * GIB) / 8192
const FLOP_A_TOKEN = 2 * 4e9
/** One question: tokens read anew, tokens written with the thought, tokens in the cache on the way. */
const READ = 1000
const WRITTEN = 800
const IN_CACHE = 2000
/** Assumed, not measured: the share of a card's bandwidth, and of its dense tensor rate, that llama.cpp gets. */
const OF_BANDWIDTH = 0.6
const OF_COMPUTE = 0.4
/** Measured on two cores: the least that the portal decoded beside llama-batched-bench, and sampling on 16 pool threads. */
const OWN_SHARE = 0.8
const SAMPLING_SECONDS = 0.85e-3 / 16
/** Questions a doctor a working day, and the share of them in the busiest hour. */
const A_DAY = 5
const BUSIEST_HOUR = 0.2
/** A card is not planned fuller: waiting grows without end towards 1. */
const FULLEST = 0.7

/** Bytes a second, dense FP16 operations a second, answers at once. */
const CARDS = {
  L4: { bandwidth: 300e9, compute: 121e12, slots: 24 },
  A10: { bandwidth: 600e9, compute: 125e12, slots: 24 },
  'RTX 4090': { bandwidth: 1008e9, compute: 165e12, slots: 24 },
  'H100 SXM': { bandwidth: 3350e9, compute: 989e12, slots: 64 },
}
type Card = (typeof CARDS)[keyof typeof CARDS]

const prompt = ({ compute }: Card): number => (READ * FLOP_A_TOKEN) / (compute * OF_COMPUTE)
const step = ({ bandwidth }: Card, running: number): number =>
  ((WEIGHTS + running * IN_CACHE * CACHE_BYTES_A_TOKEN) / (bandwidth * OF_BANDWIDTH) +
    running * SAMPLING_SECONDS) /
  OWN_SHARE
/** Answers a second with every slot busy. */
const capacity = (card: Card): number => 1 / ((WRITTEN * step(card, card.slots)) / card.slots + prompt(card))

/** Answers that run at once on one card at so many questions a second, by Little's law. */
function running(card: Card, questions: number): number {
  let now = 1
  for (let round = 0; round < 1000; round++) {
    const seconds = (WRITTEN * step(card, Math.max(1, now))) / (1 - questions * prompt(card)) + prompt(card)
    now = 0.9 * now + 0.1 * questions * seconds
  }
  return now
}

const whole = (value: number): number => Math.round(value)
const tenth = (value: number): number => Math.round(value * 10) / 10

printTable(
  Object.entries(CARDS).map(([card, is]) => ({
    card,
    'prompt ms': whole(prompt(is) * 1000),
    'tokens/s alone': whole(1 / step(is, 1)),
    'each of 8': whole(1 / step(is, 8)),
    'at once': is.slots,
    'each then': whole(1 / step(is, is.slots)),
    'all then': whole(is.slots / step(is, is.slots)),
    'answers an hour': whole(capacity(is) * 3600),
  })),
)
for (const doctors of [500, 5000]) {
  const questions = (doctors * A_DAY * BUSIEST_HOUR) / 3600
  process.stdout.write(`\n${doctors} doctors, ${whole(questions * 3600)} questions in the busiest hour\n`)
  printTable(
    Object.entries(CARDS).map(([card, is]) => {
      const cards = Math.max(1, Math.ceil(questions / (capacity(is) * FULLEST)))
      const each = running(is, questions / cards)
      return {
        card,
        cards,
        'busy %': whole((questions / cards / capacity(is)) * 100),
        'answers at once': tenth(each),
        'tokens/s each': whole((1 - (questions / cards) * prompt(is)) / step(is, Math.max(1, each))),
        'seconds an answer': tenth(each / (questions / cards)),
      }
    }),
  )
}
