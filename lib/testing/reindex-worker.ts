import { builtInDictionary } from '@/lib/clinical/terms/dictionary'
import { LibraryIndex, type PassageRow } from '@/lib/library/index/library-index'
import { rebuildIndex, type EditionPassages } from '@/lib/library/index/rebuild-index'
import { wordsOf } from '@/lib/library/index/words'

/** Indexes into the file that it is given, says `half` on the way, and goes on until it is ended: a rebuild, or one edition of many passages. */
const [file = '', work] = process.argv.slice(2)
const words = wordsOf(builtInDictionary())
const editionId = 'half'
const row = (id: number): PassageRow => ({ id, editionId, title: '半途', heading: '', text: '感染性休克' })

async function* editions(): AsyncGenerator<EditionPassages> {
  yield { editionId, rows: [row(1)] }
  process.stdout.write('half\n')
  await new Promise(() => setInterval(() => undefined, 1000))
}

function* passages(): Generator<PassageRow> {
  for (let id = 1000; ; id += 1) {
    yield row(id)
    if (id === 1001) process.stdout.write('half\n')
  }
}

if (work === 'edition') await LibraryIndex.open(file, words).addEditionInTurns(editionId, passages())
else await rebuildIndex(file, editions(), { words })
