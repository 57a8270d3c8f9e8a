import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AssertedPlace } from '@/lib/clinical/assertion/assertion'
import { assertPlaces, assertStatuses } from '@/lib/clinical/assertion/assert-places'
import { foldText } from '@/lib/clinical/text/fold-text'

const KINDS: Readonly<Record<string, NonNullable<AssertedPlace['kind']>>> = {
  d: 'diagnosis',
  s: 'symptom',
  m: 'drug',
  p: 'procedure',
  t: 'test',
  v: 'value',
}

/** A text with its places in brackets, each with a letter for its kind: `否认{d高血压}`. */
function marked(written: string): { text: string; places: AssertedPlace[] } {
  const places: AssertedPlace[] = []
  let text = ''
  for (const piece of foldText(written).text.split(/([{}])/)) {
    if (piece === '{') places.push({ from: text.length, to: 0, kind: 'finding' })
    else if (piece === '}') (places.at(-1) as AssertedPlace).to = text.length
    else {
      const place = places.at(-1)
      const opened = place?.to === 0
      if (opened) place.kind = KINDS[piece[0] ?? ''] ?? 'finding'
      text += opened ? piece.slice(1) : piece
    }
  }
  return { text, places }
}

const statuses = (written: string) => {
  const { text, places } = marked(written)
  return assertStatuses(text, places).join(' ')
}

const check = (name: string, cases: readonly (readonly [string, string])[]) =>
  describe(name, () => {
    test.each(cases)('%s', (written, expected) => {
      expect(statuses(written)).toBe(expected)
    })
  })

check('denied', [
  ['否认{d高血压}、{d冠心病}及{d脑卒中}病史', 'negated negated negated'],
  ['否认{d高血压}，{d糖尿病}，{d冠心病}史，{s胸闷}3天', 'negated negated negated affirmed'],
  ['无{s咳嗽}、{s咳痰}，{s乏力}明显', 'negated negated affirmed'],
  ['{f肝掌}、{f蜘蛛痣}未见', 'negated negated'],
  ['{fMurphy征}(-)，{f移动性浊音}(+)', 'negated affirmed'],
  ['{dHBsAg}(－)，抗-{dHIV}阴性', 'negated negated'],
  ['{d青光眼}否认', 'negated'],
  ['{s发热}：无，{s寒战}：无', 'negated negated'],
  ['无{s腹痛}但有{s腹泻}', 'negated affirmed'],
  ['不{s咳嗽}，未{s呕吐}', 'negated negated'],
  ['{d肺栓塞}依据不足', 'negated'],
  ['{d急性心肌梗死}已排除', 'negated'],
  ['{s胸痛}3小时，现已缓解，{s乏力}', 'stopped affirmed'],
  ['目前{s胸痛}消失，{s水肿}已消退', 'stopped stopped'],
  ['denies {schest pain}, {sdyspnea}, or {sfever}', 'negated negated negated'],
  ['No {sfever}, {schills} or {scough}. Has {sheadache}', 'negated negated negated affirmed'],
  ['{dDVT} was ruled out', 'negated'],
  ['negative for {smelena} but reports {shematemesis}', 'negated affirmed'],
  ['{m华法林}未用，{m肝素}未使用', 'negated negated'],
  ['拒绝{p手术}', 'negated'],
  ['避免{m庆大霉素}等肾毒性药物', 'negated'],
])

check('words that only look like a denial', [
  ['无明显诱因出现{s胸痛}', 'affirmed'],
  ['无痛性{f血尿}', 'affirmed'],
  ['{s腹痛}无缓解', 'affirmed'],
  ['{s咳嗽}未见好转', 'affirmed'],
  ['{d高血压}未规律服药', 'affirmed'],
  ['{s胸痛}不缓解', 'affirmed'],
  ['不稳定型{d心绞痛}', 'affirmed'],
  ['{s胸痛}可缓解', 'affirmed'],
  ['no improvement of {spain}', 'affirmed'],
])

check('suspected or cannot tell', [
  ['不能排除{d肺栓塞}', 'rule_out'],
  ['{d肺结核}待排，{d肺癌}？', 'rule_out rule_out'],
  ['{d异位妊娠}（右输卵管）？', 'rule_out'],
  ['考虑{d肺炎}', 'rule_out'],
  ['如何治疗{d房颤}？', 'hypothetical'],
  ['男，70岁，如何治疗{d房颤}？', 'affirmed'],
  ['{m利伐沙班}与{m胺碘酮}能否合用？', 'planned planned'],
  ['用{m吗啡}止痛，{d骨折}', 'affirmed affirmed'],
  ['{s发热}待查', 'affirmed'],
  ['是否有{d糖尿病}不详', 'uncertain'],
  ['possible {dpneumonia}', 'rule_out'],
])

check('of somebody else', [
  ['父亲{d肺癌}，母亲{d糖尿病}；患者{s胸痛}', 'family family affirmed'],
  ['其母代诉{s发热}3天', 'affirmed'],
  ['家属诉其父{d磺胺过敏}', 'family'],
  ['家族史：祖父{d胃癌}。', 'family'],
  ['父母体健，{s咳嗽}2天', 'affirmed'],
  ['同事{d肺结核}', 'family'],
  ['mother reports {sfever}', 'affirmed'],
  ['his mother had {dbreast cancer}', 'family'],
  ['否认家族{d遗传病}史', 'negated'],
])

check('past, stopped, planned', [
  ['既往史：{d脑梗死}，{d阑尾炎}。', 'history history'],
  ['3年前{d脑梗死}，今晨{s头晕}', 'history affirmed'],
  ['{d高血压}病史10年', 'history'],
  ['{d肺癌}根治术后', 'history'],
  ['2018年曾行{p胆囊切除术}', 'history'],
  ['既往史：{d高血压}10年，口服{m氨氯地平}', 'affirmed affirmed'],
  ['停用{m二甲双胍}2周', 'stopped'],
  ['{m阿司匹林}已停用', 'stopped'],
  ['停{m华法林}改用{m利伐沙班}', 'stopped affirmed'],
  ['{m华法林}改为{m利伐沙班}', 'stopped affirmed'],
  ['{m阿司匹林}改为100mg', 'affirmed'],
  ['曾用{m卡马西平}无效', 'history'],
  ['外院予{m头孢曲松}，现改{m美罗培南}', 'history affirmed'],
  ['拟予{m克拉霉素}', 'planned'],
  ['拟行{p冠脉造影}', 'planned'],
  ['病情稳定后{t增强CT}', 'planned'],
  ['同意接收，120转运行{p主动脉造影}', 'planned'],
  ['{pPICC} once cultures negative', 'planned'],
  ['{tCT chest} after C4', 'planned'],
  ['{tCT} head once only, no bleed', 'affirmed'],
  ['stopped {mmetformin} last week', 'stopped'],
  ['will start {mapixaban}', 'planned'],
  ['history of {dasthma}', 'history'],
])

check('hypothetical', [
  ['如出现{s黑便}、{s呕血}，及时就诊', 'hypothetical hypothetical'],
  ['若{s发热}立即返院', 'hypothetical'],
  ['出现{s血尿}、{s腰痛}随诊', 'hypothetical hypothetical'],
  ['注意{d低钾血症}、{d脑水肿}', 'hypothetical hypothetical'],
  ['预防{d深静脉血栓}', 'hypothetical'],
  ['return if {sfever} or {sbleeding}', 'hypothetical hypothetical'],
  ['例如{s头痛}', 'affirmed'],
])

test('a clause that asks is said to be a question, the case in front of it is not', () => {
  const { text, places } = marked('男，{v血钾6.8}，如何处理{d高钾血症}')
  expect(assertPlaces(text, places).map(({ modality }) => modality)).toEqual(['real', 'question'])
})

test('any text is read to its end, one assertion a place', () => {
  const unit = fc.constantFrom(
    ...Array.from('无否认父母如、，。:?(){}d病12.\n '),
    '考虑',
    '阴性',
    '停用',
    '既往史：',
  )
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 80 }), (units) => {
      const text = units.join('')
      const places = [...text.matchAll(/病/g)].map(({ index }) => ({ from: index, to: index + 1 }))
      expect(assertPlaces(text, places)).toHaveLength(places.length)
    }),
    { numRuns: 300 },
  )
})

check('a drug that is no longer, not yet or never taken', [
  ['停药清单：{m呋塞米}、{m地高辛}；{m华法林}。{m氨氯地平}5mg qd', 'stopped stopped stopped affirmed'],
  ['{m头孢他啶}、{m阿米卡星}于今晨撤掉', 'stopped stopped'],
  ['服了{m优甲乐}两月，后自行断药', 'stopped'],
  ['先前服{m格列齐特}', 'history'],
  ['曾短期用过{m泼尼松}', 'history'],
  ['拟周五起加用{m恩格列净}', 'planned'],
  ['等肝功恢复后再上{m异烟肼}', 'planned'],
  ['{m氯吡格雷}继续，{m阿司匹林}没敢停', 'affirmed affirmed'],
  ['给{m布洛芬}口服，暂不用{m地西泮}', 'affirmed negated'],
  ['{m拉米夫定}+{m替诺福韦}四年，因骨痛换为{m恩替卡韦}', 'stopped stopped affirmed'],
  ['{m头孢吡肟}用3天后撤换', 'stopped'],
  ['{m达比加群}出血后仍未恢复', 'stopped'],
  ['去年行6周期{m吉西他滨}+{m顺铂}化疗', 'history history'],
  ['{m西格列汀}，入院后改{m胰岛素}', 'stopped affirmed'],
  ['切勿自行服用{m布洛芬}', 'negated'],
  ['{m低分子肝素}→{m利伐沙班}', 'stopped affirmed'],
  ['{m美托洛尔} changed to 50 mg bid', 'affirmed'],
  ['Home drugs held on admission: {mlisinopril}, {mmetformin}', 'stopped stopped'],
  ['Stopped: {mdigoxin}, {mverapamil}. Continue {mbisoprolol}', 'stopped stopped affirmed'],
  ["{mwarfarin} was d/c'd; {mapixaban} continues", 'stopped affirmed'],
  ['finished {mvancomycin} in June', 'stopped'],
  ['previously managed with {msulfasalazine}', 'history'],
  ['scheduled to receive {mrituximab} on Friday', 'planned'],
  ['{mdapagliflozin} once eGFR is stable', 'planned'],
  ['{mketorolac} was avoided', 'negated'],
  ['switched from {mramipril} to {mlosartan}', 'stopped affirmed'],
])

check('a test that excludes, a year, a neighbour', [
  ['{tCTPA}已排除{d肺栓塞}', 'affirmed negated'],
  ['2011年患{d胰腺炎}', 'history'],
  ['同病房病友{s咳嗽}', 'family'],
  ['Husband has {dinfluenza}; he is on {moseltamivir}', 'family family'],
  ['Father had {dgout}. He is on {mallopurinol}', 'family affirmed'],
])
