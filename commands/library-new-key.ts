import { parseArgs } from 'node:util'
import { requireState } from '@/commands/require-state'
import { operatorName } from '@/lib/audit/loss'
import { db } from '@/lib/db/client'
import { renewSiteKey } from '@/lib/library/bundles/site-key'
import { KEY_REASONS } from '@/lib/library/events'
import { fail, giveUp, say } from '@/scripts/sentence.mjs'

/**
 * `npm run library:new-key -- --name NAME --reason lost|rotation|exposed`: another key for the bundles that this site signs, recorded
 * with who made it and why. Also while the portal runs, which signs with it from then on. The other sites have to enter it.
 */
const { values } = parseArgs({ options: { name: { type: 'string' }, reason: { type: 'string' } } })
const name = operatorName.safeParse(values.name)
const reason = KEY_REASONS.find((known) => known === values.reason)
if (!name.success || !reason) {
  fail(
    '请写明操作人与原因：--name 姓名（64 个字符以内的文字、数字、空格）--reason 原因。lost：文件已丢失；rotation：定期更换；exposed：可能已泄露。',
    'Say who does this and why: --name NAME (letters, digits and spaces, at most 64) --reason REASON. lost: the file is gone; rotation: it is changed in good order; exposed: others may have it.',
  )
}
requireState()
const renewal = await renewSiteKey({ name: name.data, reason })
await (await db()).$disconnect()
if (renewal.outcome === 'no_key') {
  giveUp(
    '本院还没有资料包签名密钥：首次启动时会生成。请先运行一次 npm start。',
    'This site has no key for bundles yet: the first start makes it. Run npm start once first.',
  )
}
if (renewal.outcome === 'not_lost') {
  giveUp(
    '密钥仍在 secrets/library-signing.pem，没有更换。若不能导出，请核对该文件的属主与权限（0600）；要更换请用 --reason rotation，可能已泄露请用 --reason exposed。',
    'The key is in secrets/library-signing.pem and was left alone. If nothing can be exported, look at the owner and mode (0600) of that file; to change the key use --reason rotation, or exposed where others may have it.',
  )
}
if (renewal.outcome !== 'renewed') {
  giveUp(
    '原密钥不在 secrets/library-signing.pem，没有更换。请先从密钥托管取回（innerward escrow open 文件）；确已丢失请用 --reason lost。',
    'The key is not in secrets/library-signing.pem, and nothing was changed. Put it back from the escrow first (innerward escrow open FILE); where it is really gone, use --reason lost.',
  )
}
const { former, key } = renewal
say(
  `已生成新的资料包签名密钥，并记入审计。\n新指纹：${key.fingerprint}\n旧指纹：${former}\n公钥：${key.publicKey}`,
  `Another key for bundles of the library was made and recorded.\nNew fingerprint: ${key.fingerprint}\nFormer fingerprint: ${former}\nPublic key: ${key.publicKey}`,
)
say(
  '接收本院资料包的每个机构：由其安全管理员在「资料包」页撤销旧指纹，再登记新公钥，指纹请通过电话等另一途径告知。登记之前，新的资料包会被拒收；已导入的资料不受影响；旧密钥签名而尚未导入的资料包请重新导出。最后重新托管密钥：innerward escrow seal 文件',
  'At every site that takes bundles of this one, a security administrator withdraws the former fingerprint on the page of bundles and enters the new public key; tell the fingerprint another way, such as by telephone. Until then new bundles are refused; what was imported stays; bundles that the former key signed and that were not imported have to be exported again. Then seal the keys again: innerward escrow seal FILE',
)
