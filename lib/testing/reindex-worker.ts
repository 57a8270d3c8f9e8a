import { builtInDictionary } from '@/lib/clinical/terms/dictionary'
import { rebuildIndex, type EditionPassages } from '@/lib/library/index/rebuild-index'
import { wordsOf } from '@/lib/library/index/words'

/** Rebuilds the index in the file that it is given up to the first edition, says so, and waits for its end. */
async function* editions(): AsyncGenerator<EditionPassages> {
  const editionId = 'half'
  yield { editionId, rows: [{ id: 1, editionId, title: '半途', heading: '', text: '感染性休克' }] }
  process.stdout.write('half\n')
  await new Promise(() => setInterval(() => undefined, 1000))
}
await rebuildIndex(process.argv[2] ?? '', editions(), { words: wordsOf(builtInDictionary()) })
