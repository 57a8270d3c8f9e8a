import { describe, expect, it } from 'vitest'
import { checkMedication, checkText } from '@/lib/clinical/medication/check-medication'
import { readText } from '@/lib/clinical/read-text'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'

const read = (text: string) => readText(text, builtInDictionary())
const STRONG = new Set(['contraindicated', 'serious'])

const check = (drugs: string[], facts = '', locale: 'zh-CN' | 'en' = 'zh-CN') =>
  checkMedication({ drugs, facts, locale }, { read })
const strong = (drugs: string[], facts = '') =>
  check(drugs, facts)
    .warnings.filter(({ severity }) => STRONG.has(severity))
    .map(({ kind }) => kind)

describe('warns of dangerous orders', () => {
  it.each([
    ['interaction', ['硝酸甘油 0.5mg 舌下', '他达拉非 20mg qd'], ''],
    ['interaction', ['RIF 450/INH 300 od', 'voriconazole 200 mg bd'], ''],
    ['dose', ['布比卡因 0.5% 60ml 局部浸润'], '成人，70kg'],
    ['dose', ['lidocaine plain 2% 40 ml infiltrated'], 'adult'],
    ['route', ['长春新碱2mg与阿糖胞苷50mg同时鞘内注射'], ''],
    ['route', ['凝血酶 1000U 静注'], ''],
    ['route', ['bier block with bupivacaine 0.25% 30 ml'], ''],
    ['lactation', ['环磷酰胺 0.6g 静滴'], '产后3月，哺乳中，不肯断奶'],
    ['lactation', ['Cafergot 2 tabs at onset'], '2 mo postpartum, BF on demand'],
    ['allergy', ['碘帕醇 100ml 静注'], '去年打造影剂时意识丧失'],
    ['interaction', ['甲氨蝶呤 10mg 每周一次', '复方磺胺甲噁唑 0.96g bid'], ''],
    ['interaction', ['硫唑嘌呤 50mg bid', '非布司他 40mg qd'], ''],
    ['interaction', ['fluoxetine 20 mg od', 'phenelzine 15 mg tds'], ''],
    ['interaction', ['丙戊酸钠缓释片 0.5g bid', '美罗培南 1g q8h 静滴'], ''],
    ['renal', ['依诺肝素 60mg q12h 皮下'], '女，82岁，45kg，肌酐 180 μmol/L'],
    ['renal', ['左乙拉西坦 1.5g bid'], 'CrCl 22'],
    ['hepatic', ['波生坦 62.5mg bid'], '肝硬化 Child-Pugh B级'],
    ['pregnancy', ['缬沙坦 80mg qd'], '女，30岁，孕20周'],
    ['pregnancy', ['布洛芬 0.3g bid'], '孕31周'],
    ['lactation', ['曲马多 100mg q12h'], '哺乳期'],
    ['age', ['多西环素 50mg bid'], '患儿，5岁'],
    ['age', ['格列本脲 2.5mg tid'], '78岁'],
    ['disease', ['倍他乐克 25mg bid', '噻吗洛尔滴眼液 bid'], '支气管哮喘'],
    ['disease', ['吡格列酮 30mg qd'], '慢性心力衰竭'],
    ['disease', ['氧氟沙星 0.2g bid'], '重症肌无力'],
    ['dose', ['对乙酰氨基酚 1g q4h'], '成人'],
    ['dose', ['甲氨蝶呤片 10mg 口服 qd'], '类风湿关节炎'],
    ['dose', ['艾司西酞普兰 20mg qd'], '81岁'],
    ['dose', ['头孢克肟 200mg bid'], '4岁，16kg'],
    ['route', ['10%氯化钾 10ml 静推'], ''],
    ['route', ['长春地辛 4mg 鞘内注射'], ''],
    ['route', ['德谷胰岛素 10u 静脉推注'], ''],
    ['allergy', ['阿莫西林 0.5g tid'], '青霉素过敏性休克史'],
    ['allergy', ['替硝唑 1g qd'], '替硝唑过敏'],
    ['allergy', ['氨苄西林 2g q6h 静滴'], '青霉素皮试结果阳性'],
    ['allergy', ['吲哚美辛栓 50mg 塞肛'], '阿司匹林诱发的哮喘'],
    ['allergy', ['碘普罗胺 80ml 静注'], '对碘对比剂过敏（喉头水肿）'],
    ['allergy', ['特治星 4.5g q8h'], '青霉素类过敏（休克）'],
    ['allergy', ['优立新 3g q8h'], '氨苄西林过敏（喉头水肿）'],
    ['route', ['Crush Tegretol Retard 200 mg for the NG tube'], ''],
    ['interaction', ['雷沙吉兰 1mg qd', '杜冷丁 50mg im st'], ''],
    ['allergy', ['Septra DS 1 tab bid'], 'No known allergies except sulfa'],
    ['allergy', ['复方新诺明 2片 bid'], '除磺胺外，否认其他药物过敏'],
    ['allergy', ['Trileptal 300 mg bid'], 'SJS with carbamazepine in 2020'],
    ['allergy', ['cefaclor 250 mg tds'], 'Keflex: hives'],
    ['allergy', ['MMR vaccine 0.5 ml sc'], 'gelatin anaphylaxis'],
    ['allergy', ['左氧氟沙星 0.5g qd 静滴'], '去年输可乐必妥时憋气、面色苍白'],
    ['allergy', ['cefazolin 1 g q8h'], "can't have Ancef, tongue swelling"],
    ['allergy', ['双氯芬酸 75mg qd'], '吃扶他林后口唇肿、起疹子'],
    ['allergy', ['iodixanol 100 ml iv'], 'contrast caused bronchospasm in 2019'],
    ['allergy', ['丙戊酸钠 0.5g bid', '拉莫三嗪 25mg qd'], '苯妥英钠超敏综合征史'],
    ['route', ['10%氯化钾 30ml 加入 NS 250ml 静滴'], ''],
    ['route', ['KCl 40 mmol in NS 500 ml iv over 1 h'], ''],
    ['disease', ['二甲双胍 0.5g bid'], '乳酸 6.4 mmol/L'],
    ['hepatic', ['辛伐他汀 20mg qn'], '肝硬化失代偿，大量腹水'],
    ['hepatic', ['Livalo 2 mg daily'], 'AST and ALT 6 x ULN'],
    ['hepatic', ['巴瑞替尼 4mg qd'], 'Child-Pugh 评分 11分'],
    ['lactation', ['Jardiance 10 mg daily'], 'still nursing her 5-month-old'],
    ['lactation', ['卡麦角林 0.25mg biw'], '纯母乳，婴儿2月'],
    ['pregnancy', ['雷米普利 5mg qd'], '孕18+周'],
    ['pregnancy', ['Motrin 600 mg tid'], 'IUP at 31 weeks'],
    ['age', ['可非糖浆 10ml tid'], '患儿，9岁'],
    ['age', ['Restoril 15 mg qhs', 'Flexeril 10 mg tid'], '78 yo'],
    ['age', ['艾司唑仑 1mg qn'], '83岁，近期跌倒'],
    ['route', ['vinblastine 8 mg IT'], ''],
    ['route', ['15%氯化钾 10ml iv推注'], ''],
    ['route', ['乳果糖口服溶液 15ml 静滴'], ''],
    ['route', ['噻托溴铵粉雾胶囊 18μg 口服 qd'], ''],
    ['route', ['hydroxyzine 50 mg IV'], ''],
    ['duplicate', ['布洛芬缓释胶囊 0.3g bid', '双氯芬酸钠 75mg qd'], ''],
    ['duplicate', ['泰诺 1片 tid', '对乙酰氨基酚 0.5g q6h'], ''],
    ['duplicate', ['利伐沙班 20mg qd', '依诺肝素 60mg q12h'], ''],
    ['incompatibility', ['奥沙利铂 150mg 加入生理盐水500ml 静滴'], ''],
    ['incompatibility', ['头孢曲松 0.2g 静滴', '葡萄糖酸钙 5ml 静滴'], '新生儿'],
  ] as const)('%s: %j, %s', (kind, drugs, facts) => {
    expect(strong([...drugs], facts)).toContain(kind)
  })
})

describe('is quiet about ordinary orders', () => {
  it.each([
    [['阿司匹林 100mg qd', '阿托伐他汀 20mg qn', '美托洛尔缓释片 47.5mg qd'], '男，63岁，冠心病'],
    [['二甲双胍 0.5g tid', '恩格列净 10mg qd'], '58岁，eGFR 78'],
    [['头孢曲松 2g qd 静滴', '氨溴索 30mg bid 静滴'], '社区获得性肺炎，否认药物过敏史'],
    [['左甲状腺素 50μg qd'], '孕12周，甲减'],
    [['对乙酰氨基酚 0.5g q6h 必要时'], '哺乳期'],
    [['培哚普利 4mg qd', '螺内酯 20mg qd', '比索洛尔 2.5mg qd'], 'HFrEF，血钾 4.3，eGFR 66'],
    [['硫酸沙丁胺醇雾化 5mg'], '哮喘急性发作'],
    [['甲氨蝶呤 10mg 每周一次', '叶酸 5mg 每周一次'], '类风湿关节炎'],
    [['阿莫西林 0.5g tid'], '其母青霉素过敏，患者无过敏史'],
    [['amoxicillin 500 mg tds'], 'no known drug allergies'],
    [
      ['amoxicillin 500 mg tds'],
      'labelled penicillin allergic; de-labelled in clinic, oral challenge negative',
    ],
    [['Co-amoxiclav 625 mg tds'], 'NKDA, has had amoxicillin many times'],
    [['左氧氟沙星 0.75g q48h 静滴'], 'CrCl 30'],
    [['阿司匹林 100mg qd', '替格瑞洛 90mg bid'], '急性冠脉综合征，计划双抗12个月'],
    [['罗哌卡因 0.375% 20ml 臂丛'], '成人，65kg'],
    [['华法林 3mg qd', '低分子肝素 5000u bid'], '肺栓塞，桥接至INR达标'],
    [['阿司匹林 100mg qd'], '孕16周，子痫前期高危'],
    [['西酞普兰 20mg qd'], '70岁'],
    [['蒙脱石散 3g tid'], '3岁，腹泻'],
    [['valsartan 80 mg daily'], 'Allergy to enalapril (cough)'],
    [
      ['flucloxacillin 1 g qds iv'],
      'allergic to penicillin as a child, tolerated amoxicillin in 2021, delabelled',
    ],
    [['10%氯化钾 15ml 加入 NS 500ml 静滴，严禁静推'], ''],
    [['combined pill daily'], '24 yo, mum had a PE'],
    [['dapagliflozin 10 mg daily'], 'woman, 44 yo, LMP 3 days ago'],
    [['10%氯化钾 15ml 加入 5%GS 500ml 静滴'], ''],
    [['KCl 20 mmol in NS 500 ml iv over 2 h'], ''],
    [['10%氯化钾 15ml 加入 NS 100ml 中心静脉泵入 2小时泵完'], ''],
    [['氨氯地平 5mg qd'], '服氨氯地平后下肢水肿'],
    [['cefixime 200 mg bid'], 'amoxicillin not tolerated (diarrhea)'],
    [['呋喃妥因 100mg bid'], 'G6PD正常'],
    [['对乙酰氨基酚 0.5g q6h 日不超过2g'], '乙肝病毒携带者，肝功能正常'],
    [['双氯芬酸 25mg tid 一天最多75mg'], '成人'],
    [['loperamide 2 mg prn, not over 12 mg a day'], 'adult'],
    [['曲马多 50mg prn 24小时别超300mg'], '成人'],
    [['碳酸锂 0.3g tid'], '产后1年，已断奶'],
    [['cetirizine 10 mg daily for hives'], ''],
    [['阿莫西林 0.5g tid'], '青霉素皮试阴性'],
    [['azithromycin 500 mg daily'], 'Allergies: PCN (rash)'],
    [['阿托伐他汀 20mg qn'], '脂肪肝，ALT 1.5倍上限'],
    [['lorazepam 0.5 mg qhs'], '52 yo, falls'],
    [['阿司匹林肠溶片 300mg 嚼服'], '急性ST段抬高型心肌梗死'],
  ] as const)('%j, %s', (drugs, facts) => {
    expect(strong([...drugs], facts)).toEqual([])
  })
})

it('says which lines it does not know and which drugs it found', () => {
  const { drugs } = check(['华法林 3mg qd', '某某新药 10mg qd', '头孢哌酮钠舒巴坦钠 3g q12h'])
  expect(drugs.map(({ substances, unknown }) => [substances.map(({ id }) => id), unknown])).toEqual([
    [['warfarin'], undefined],
    [[], true],
    [['cefoperazone-sulbactam'], undefined],
  ])
})

it('counts a switch as one drug and a stopped drug as none', () => {
  const of = (text: string) =>
    checkText(text, read(text), { locale: 'zh-CN' })
      .filter(({ severity }) => STRONG.has(severity))
      .map(({ kind }) => kind)
  expect(of('已停用利伐沙班，改用华法林 3mg qd')).toEqual([])
  expect(of('利伐沙班 20mg qd 未停，加华法林 3mg qd')).toContain('duplicate')
})

it('puts warnings into the words of the locale, with the source and its mark', () => {
  const [warning] = check(['simvastatin 40 mg', 'clarithromycin 500 mg bd'], '', 'en').warnings
  expect(warning?.message).toMatch(/^simvastatin with clarithromycin: /)
  expect(warning?.source).toEqual({ title: expect.any(String) as string, year: expect.any(Number) as number })
  expect(warning?.drugs).toEqual([0, 1])
})

it('reads 100,000 hostile characters without failing', () => {
  const long = '阿司匹林100mg'.repeat(1000) + '('.repeat(90_000)
  expect(() => check([long.slice(0, 100_000)])).not.toThrow()
})
