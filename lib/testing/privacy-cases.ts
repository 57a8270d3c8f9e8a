/** A text and the pieces of it that identify somebody. */
export interface PrivacyCase {
  text: string
  secrets: readonly string[]
}

/** A repeatable source of numbers from 0 to 1 (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const SURNAMES = Array.from(
  '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜谢邹喻柏窦章苏潘葛范彭鲁韦马苗凤方俞任袁柳鲍史唐薛雷贺倪汤滕殷罗毕郝邬安常乐于傅齐康伍余顾孟黄穆萧尹姚邵汪祁毛米戴谈宋庞熊纪舒屈项祝董梁杜阮蓝闵季贾江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万柯卢莫房裘缪解应宗丁邓郁单杭洪包左石崔吉龚程邢裴陆荣翁曲封段富焦侯车白',
).filter((surname) => !'凤'.includes(surname))
const COMPOUND = ['欧阳', '司马', '诸葛', '上官', '东方', '皇甫']
const GIVEN = Array.from(
  '伟芳娜敏静丽磊洋艳娟涛杰霞刚燕玲桂英建国志强秀兰文华海波雪梅晓红春生永福德贵玉珍宝山金龙思远子涵浩然梓萱俊熙欣怡雨桐嘉琪宇轩诗涵',
)
const ENGLISH_FIRST = [
  'John',
  'Mary',
  'Robert',
  'Susan',
  'David',
  'Linda',
  'Wei',
  'Xiaoming',
  'Emily',
  'Carlos',
]
const ENGLISH_LAST = [
  'Smith',
  'Johnson',
  'Brown',
  'Garcia',
  'Miller',
  'Zhang',
  'Wang',
  "O'Brien",
  'Chen',
  'Davis',
]
const CITIES = [
  ['北京市', '海淀区'],
  ['上海市', '浦东新区'],
  ['广东省广州市', '天河区'],
  ['江苏省南京市', '鼓楼区'],
  ['浙江省杭州市', '西湖区'],
  ['四川省成都市', '武侯区'],
  ['湖北省武汉市', '洪山区'],
  ['河南省郑州市', '金水区'],
] as const
const ROADS = ['中山路', '人民路', '解放大道', '建设街', '和平里', '长江路', '文化路', '新华街']

/** Makes identifiers of every kind from one source of numbers. */
export class Identities {
  constructor(private readonly next: () => number) {}

  int(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1))
  }

  pick<T>(items: readonly T[]): T {
    return items[this.int(0, items.length - 1)] as T
  }

  digits(count: number): string {
    return Array.from({ length: count }, () => this.int(0, 9)).join('')
  }

  name(): string {
    const surname = this.next() < 0.04 ? this.pick(COMPOUND) : this.pick(SURNAMES)
    const given = this.next() < 0.25 ? 1 : 2
    return surname + Array.from({ length: given }, () => this.pick(GIVEN)).join('')
  }

  surname = () => this.pick(SURNAMES)
  englishName = () => `${this.pick(ENGLISH_FIRST)} ${this.pick(ENGLISH_LAST)}`

  day(): { year: number; month: number; day: number } {
    return { year: this.int(1930, 2025), month: this.int(1, 12), day: this.int(1, 28) }
  }

  id(): string {
    const { year, month, day } = this.day()
    const pad = (value: number) => String(value).padStart(2, '0')
    const body = `${this.pick(['110101', '310104', '440106', '320102', '510107'])}${year}${pad(month)}${pad(day)}${this.digits(3)}`
    const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    const sum = weights.reduce((total, weight, i) => total + weight * Number(body[i]), 0)
    return body + ('10X98765432'[sum % 11] ?? '')
  }

  mobile = () => `1${this.pick(['38', '39', '50', '58', '77', '86', '99'])}${this.digits(8)}`
  landline = () => `${this.pick(['010', '021', '0571', '028'])}-${this.int(2, 8)}${this.digits(7)}`
  record = () => `${this.pick(['', 'ZY', 'A', '00'])}${this.int(1, 9)}${this.digits(this.int(5, 9))}`
  bed = () => `${this.pick(['', '加'])}${this.int(1, 68)}床`
  address = () => {
    const [city, district] = this.pick(CITIES)
    return `${city}${district}${this.pick(ROADS)}${this.int(1, 300)}号${this.int(1, 20)}栋${this.int(101, 2505)}室`
  }

  date(): string {
    const { year, month, day } = this.day()
    const pad = (value: number) => String(value).padStart(2, '0')
    return this.pick([
      `${year}年${month}月${day}日`,
      `${year}-${pad(month)}-${pad(day)}`,
      `${year}/${month}/${day}`,
      `${year}.${pad(month)}.${pad(day)}`,
    ])
  }
}

type Template = (make: Identities) => PrivacyCase

/** `{}` in the frame stands for the secrets, in order. */
const frame =
  (text: string, ...secrets: ((make: Identities) => string)[]): Template =>
  (make) => {
    const values = secrets.map((secret) => secret(make))
    let i = 0
    return { text: text.replaceAll('{}', () => values[i++] ?? ''), secrets: values }
  }

const name = (make: Identities) => make.name()
const mobile = (make: Identities) => make.mobile()
const record = (make: Identities) => make.record()
const date = (make: Identities) => make.date()
const bed = (make: Identities) => make.bed()
const address = (make: Identities) => make.address()
const id = (make: Identities) => make.id()
const english = (make: Identities) => make.englishName()

const TEMPLATES: readonly Template[] = [
  frame('患者{}，男，62岁，因胸痛3小时入院。', name),
  frame('{}，女，45岁，发热2天，咳嗽咳黄痰。', name),
  frame('姓名：{}　性别：男　年龄：70岁　住院号：{}', name, record),
  frame('患者{}因腹痛1天就诊，血压120/80mmHg。', name),
  frame('病人{}于{}行冠脉造影，术后胸闷缓解。', name, date),
  frame('{} {} 男 58岁 慢阻肺急性加重', bed, name),
  frame('主治医师：{}，责任护士：{}，患者目前血钾5.8mmol/L。', name, name),
  frame('请{}主任会诊，肌酐升至210μmol/L。', (make) => make.surname()),
  frame('{}医生建议加用呋塞米20mg静推。', (make) => make.surname()),
  frame('联系人：{}，电话：{}，糖尿病史10年。', name, mobile),
  frame('手机{}，头晕3天，既往高血压。', mobile),
  frame('身份证号{}，拟行胃镜检查。', id),
  frame('身份证：{}，过敏史：青霉素。', id),
  frame('家庭住址：{}，独居，跌倒后髋部疼痛。', address),
  frame('患者家住{}，3天前开始咳嗽。', address),
  frame('住院号：{}，床号：12床，COPD。', record),
  frame('病案号{}，门诊号{}，随访肝功能。', record, record),
  frame('{}入院，{}行PCI，术后双抗治疗。', date, date),
  frame('出生日期：{}，孕28周，头痛伴血压升高。', date),
  frame('{}患者，血氧饱和度88%，考虑ARDS。', bed),
  frame('座机{}，子代诉其母意识模糊1天。', (make) => make.landline()),
  frame('其子{}代诉：患者昨夜跌倒。', name),
  frame('家属{}要求了解预后，患者GCS 8分。', name),
  frame('{}某，男，71岁，房颤，CHA2DS2-VASc 4分。', (make) => make.surname()),
  frame('{}女士，38岁，甲亢，心悸。', (make) => make.surname()),
  frame('微信号：{}，咨询二甲双胍剂量。', (make) => `wx_${make.digits(6)}`),
  frame('邮箱{}，请发送报告。', (make) => `dr${make.digits(4)}@hospital.cn`),
  frame('银行卡号{}，医保结算问题。', (make) => `6222${make.digits(15)}`),
  frame('医保卡号：{}，拟用利伐沙班。', (make) => make.digits(10)),
  frame('护照号{}，外籍患者，发热。', (make) => `E${make.digits(8)}`),
  frame('救护车京{}，转运途中血压80/50mmHg。', (make) => `A${make.digits(5)}`),
  frame('影像号：{}，胸部CT示双肺磨玻璃影。', record),
  frame('Patient {}, a 62-year-old man with chest pain.', english),
  frame('Mr. {} was admitted with COPD. MRN: {}.', english, record),
  frame('Name: {}, DOB: {}-03-15, creatinine 1.8 mg/dL.', english, (make) => String(make.int(1940, 1999))),
  frame('Seen by Dr. {} on March 5, 2024 for DVT.', english),
  frame('Phone: {}, on warfarin 5 mg daily.', (make) => `555-${make.digits(3)}-${make.digits(4)}`),
  frame('The patient lives at {} Maple Street, presents with fever.', (make) => String(make.int(10, 999))),
  frame('产妇{}，G2P1，孕39周，见红2小时。', name),
  frame('术者：{}，助手：{}，麻醉医师：{}。术中出血200ml。', name, name, name),
]

/** `count` cases, each kind of template in turn, the same for the same seed. */
export function generateCases(count: number, seed: number): PrivacyCase[] {
  const make = new Identities(seeded(seed))
  return Array.from({ length: count }, (_, i) => (TEMPLATES[i % TEMPLATES.length] as Template)(make))
}

/** Clinical sentences without a single identifier, full of what looks like one. */
export const CLINICAL_SENTENCES: readonly string[] = [
  '患者高血压病史10年，最高血压180/110mmHg，规律服用氨氯地平5mg qd。',
  '白细胞12.5×10^9/L，中性粒细胞百分比88%，CRP 96mg/L，PCT 2.3ng/mL。',
  '黄疸3天，总胆红素85μmol/L，直接胆红素60μmol/L。',
  '常规心电图示窦性心律，V1-V4导联ST段抬高0.3mV。',
  '金黄色葡萄球菌对万古霉素敏感，MIC 1μg/mL。',
  '石膏固定6周后复查X线，骨折线模糊。',
  '左侧肢体肌力3级，右侧肢体肌力5级，双侧巴宾斯基征阴性。',
  '全身麻醉下行腹腔镜胆囊切除术，手术顺利，出血约20ml。',
  'HBV DNA 13800000000 IU/mL，HBeAg阳性，ALT 320U/L。',
  '床旁超声示左室射血分数35%，左房增大，二尖瓣中度反流。',
  'T12椎体压缩性骨折，L4-5椎间盘突出，硬膜囊受压。',
  '5/2.5mg培哚普利氨氯地平片每日一次口服。',
  '根据2024年KDIGO指南，eGFR 28mL/min/1.73m²属于G4期。',
  '《中国2型糖尿病防治指南（2020年版）》推荐HbA1c控制目标<7%。',
  '帕金森病患者，美多巴125mg tid，出现剂末现象。',
  '克罗恩病，英夫利昔单抗5mg/kg第0、2、6周静滴。',
  '格拉斯哥评分8分，瞳孔直径左3mm右5mm，对光反射迟钝。',
  '患者于昨日夜间突发胸痛，持续约30分钟，含服硝酸甘油后缓解。',
  '患者常有头晕，时有恶心，无呕吐，无意识障碍。',
  '患者严重贫血，血红蛋白52g/L，予输注红细胞2U。',
  '患者单侧下肢水肿，D-二聚体5.6mg/L，考虑深静脉血栓形成。',
  '患者安静状态下SpO2 92%，活动后降至85%。',
  '患者曾有消化道出血史，目前服用阿司匹林100mg。',
  '患者明显消瘦，半年体重下降10kg，纳差，乏力。',
  '患者温度正常，双肺呼吸音清，未闻及干湿啰音。',
  '患者高龄，合并慢性肾脏病，利伐沙班剂量如何调整？',
  '何种抗生素适合妊娠期尿路感染？',
  '方案：顺铂75mg/m²第1天，依托泊苷100mg/m²第1-3天，每3周一次。',
  '包块位于右上腹，大小约3×4cm，质硬，边界不清。',
  '毛细血管再灌注时间>3秒，皮肤花斑，乳酸4.5mmol/L。',
  '史上无药物过敏史，无手术外伤史，无输血史。',
  '成人社区获得性肺炎，CURB-65评分2分，建议住院治疗。',
  '平素体健，否认高血压、糖尿病、冠心病病史。',
  '应用胰岛素泵入，血糖控制在8-10mmol/L。',
  '关节肿痛3月，晨僵1小时，抗CCP抗体阳性。',
  '房颤患者，CHA₂DS₂-VASc评分4分，HAS-BLED评分2分。',
  '施行经皮冠状动脉介入治疗，植入支架1枚，3.0×18mm。',
  '雷贝拉唑20mg qd，联合阿莫西林、克拉霉素根除幽门螺杆菌。',
  '苏醒后诉切口疼痛，VAS评分5分，予帕瑞昔布40mg静注。',
  '车祸伤后2小时，腹部CT示脾破裂，血压90/60mmHg。',
  '严格控制入量，24小时尿量1500ml，中心静脉压8cmH2O。',
  '甘露醇125ml q8h静滴，联合呋塞米20mg静推降颅压。',
  '莫西沙星0.4g qd静滴，疗程7天，体温降至正常。',
  '孕酮15ng/mL，HCG 3200IU/L，附件区未见包块。',
  '1日3次，每次2片，饭后服用，连续用药14天。',
  '第3天出现皮疹，考虑药物过敏，停用头孢曲松。',
  '该院编制500床，心内科开放60张床位。',
  '血气分析：pH 7.25，PaCO₂ 60mmHg，PaO₂ 55mmHg，HCO₃⁻ 26mmol/L。',
  '胸部CT：右肺上叶磨玻璃结节，直径8mm，建议3个月复查。',
  '心率102次/分，呼吸24次/分，体温38.5℃，血压100/60mmHg。',
  '主任医师查房后认为应加用抗凝治疗。',
  '值班医生建议完善头颅CT，排除脑出血。',
  '康复科会诊，建议早期床边康复训练。',
  '江浙地区高发的血吸虫病，需警惕门静脉高压。',
  '武汉地区新冠流行期间，疑似病例需隔离观察14天。',
  '住院医师应掌握胸腔穿刺、腰椎穿刺等操作。',
  '家属要求转上级医院进一步治疗。',
  '母亲患2型糖尿病，父亲死于心肌梗死。',
  '陈旧性心肌梗死，EF 40%，NT-proBNP 3500pg/mL。',
  '林可霉素与红霉素存在交叉耐药。',
  '周围神经病变，双足麻木，神经传导速度减慢。',
  '许多患者在用药后1-2周出现干咳。',
  '张口受限，颞下颌关节弹响。',
  '唐氏筛查高风险，建议羊水穿刺。',
  '罗沙司他100mg tiw口服，血红蛋白升至105g/L。',
  '徐缓性心律失常，必要时安装起搏器。',
  '夏季腹泻患儿，大便10余次/日，轻度脱水。',
  '万古霉素谷浓度18mg/L，肌酐无明显变化。',
  '60岁女性，糖尿病肾病，肌酐132μmol/L，二甲双胍能否继续使用？',
  'STEMI患者合并活动性消化道溃疡，抗栓方案如何选择？',
  'A 62-year-old man with chest pain for 3 hours, troponin I 2.3 ng/mL.',
  'History of hypertension and COPD; takes amlodipine 5 mg daily.',
  'Rule out pulmonary embolism; Wells score 4.5, D-dimer 2.1 mg/L.',
  'The patient denies fever, cough or weight loss. BP 120/80 mmHg, HR 88 bpm.',
  'Creatinine 1.8 mg/dL, eGFR 38, potassium 5.6 mmol/L. Adjust enoxaparin?',
  'Guillain-Barre syndrome after Campylobacter infection, IVIG 0.4 g/kg for 5 days.',
  'Start vancomycin 15 mg/kg q12h; trough goal 15-20 mg/L.',
  'Stevens-Johnson syndrome due to lamotrigine; stop the drug at once.',
  'KDIGO 2024 guideline: stage G4 A2, risk very high.',
  'Child-Pugh B cirrhosis with ascites; MELD-Na 22.',
]
