import { describe, expect, test } from 'vitest'
import { foundIn } from '@/lib/testing/find-identifiers'

describe('forms of English ward texts', () => {
  test.each([
    ['Referred by Harcastle this morning', ['name:Harcastle']],
    ['d/w Ravindranath on call', ['name:Ravindranath']],
    ['handover to Oluwaseun', ['name:Oluwaseun']],
    ['Scrub: Ziemniak / runner: Adaeze', ['name:Ziemniak', 'name:Adaeze']],
    ['His twin, Oluwaseun, is well', ['name:Oluwaseun']],
    ['pt kowalski, anna for CT', ['name:kowalski, anna']],
    ['MRN 88120045 / MARCHETTI, PAOLO R', ['record_number:88120045', 'name:MARCHETTI, PAOLO R']],
    ["O'Shaughnessy rang about the INR", ["name:O'Shaughnessy"]],
    ['Hosp No 7714420K', ['record_number:7714420K']],
    ['prisoner number A8812FK', ['record_number:A8812FK']],
    ['Medicaid member 3FH8-KL2-PQ91', ['account:3FH8-KL2-PQ91']],
    ['BUPA CX 5512 9037', ['account:CX 5512 9037']],
    ['driving licence MORGA 657054 SM9IJ', ['licence:MORGA 657054 SM9IJ']],
    ['DOB 14-09-1957', ['date:14-09-1957']],
    ['DOB 23/11/49', ['date:23/11/49']],
    ['text 447911123456', ['phone:447911123456']],
    ['Instagram @lena_walks', ['online:@lena_walks']],
    ['in bay 4 bed 2', ['bed:bay 4 bed 2']],
    ['side room 3, C diff', ['bed:side room 3']],
    ['lives in 8b Pinfold Lane, Otley, with a dog', ['address:8b Pinfold Lane, Otley']],
    [
      'goes home to 5 Weavers Cottages, Little Haven LS12 4QT',
      ['address:5 Weavers Cottages, Little Haven LS12 4QT'],
    ],
    ['collapsed on Beckett Street', ['address:Beckett Street']],
    ['back to Flat 3, Denholm House, Station Rd', ['address:Flat 3, Denholm House, Station Rd']],
    ["sent in from St Wilfrid's Primary", ["address:St Wilfrid's Primary"]],
    ['SMITH, John A, bed 14', ['name:SMITH, John A', 'bed:bed 14']],
    ['asked Rev Tallantyre to visit', ['name:Tallantyre']],
    ['Nurse in charge: Siobhan', ['name:Siobhan']],
    ['discussed with family (Ingrid, Soren)', ['name:Ingrid', 'name:Soren']],
    ['Mum - Keziah - is feeding', ['name:Keziah']],
    ['HN 4471209', ['record_number:4471209']],
    ['Bay C bed 4', ['bed:Bay C bed 4']],
    ['PO Box 114', ['address:PO Box 114']],
    ['tel (02) 5550 1234', ['phone:(02) 5550 1234']],
    ['date of birth 9.9.47', ['date:9.9.47']],
    ['pt J.S. slept, pt TK did not', ['name:J.S.', 'name:TK']],
    ['hospital number QX1 223344', ['record_number:QX1 223344']],
    ['registered at Dr Lin, Ashgrove Practice', ['name:Lin', 'address:Ashgrove Practice']],
    ['works at the Hollin Bakery', ['address:Hollin Bakery']],
  ])('%s', (text, expected) => {
    expect(foundIn(text, 'en')).toEqual(expected)
  })

  test.each([
    'sneezing and snoring at night',
    'crystalloid 500–1,000 mL fast',
    'ADA Standards of Care (ADA 2025)',
    'EHRA Practical Guide (EHRA 2021)',
    'ARC-HBR consensus; DWI-FLAIR mismatch',
    'Resuscitation Council guidance',
    'International Society of Hypertension',
    'American College of Emergency Physicians',
    'oxygen by Venturi mask',
    'seen by Cardiology and Occupational Therapy',
    'referred by Gastroenterology, d/w Microbiology',
    'transferred to ICU 2 days later',
    'pt BP low, pt NG tube, no ACE inhibitor, ARB, ARNI or MRA',
    'In Sinus Rhythm. At High Risk for Vascular Surgery',
    'Nurse: Observations 4-hourly',
    'SHO: Chase cultures. Surgeon: Laparoscopic approach. Wife: Aware',
    'gradient 10/12/14 mmHg',
    'Kayser-Fleischer rings are absent',
    'Physio: Mobilising with a frame',
  ])('nothing in: %s', (text) => {
    expect(foundIn(text, 'en')).toEqual([])
  })
})

describe('forms of Chinese ward texts', () => {
  test.each([
    ['护士小侯说老钱夜里喘', ['name:小侯', 'name:老钱']],
    ['姓名：韦 某芳　门诊号：M1099822', ['name:韦 某芳', 'record_number:M1099822']],
    ['床号：西区-12', ['bed:西区-12']],
    ['留2 盛老太 又喘', ['bed:留2', 'name:盛老太']],
    ['就读于实验三小二年级', ['address:实验三小']],
    ['在滨江区税务所上班', ['address:滨江区税务所']],
    ['单位：洛北机务段', ['address:洛北机务段']],
    ['电话里阿芳说血压高', ['name:阿芳']],
    ['咨询人：乐乐妈', ['name:乐乐']],
    ['她弟邱东供肾', ['name:邱东']],
    ['Peterson 先生，腹痛', ['name:Peterson']],
    ['抢救室加2 王大爷', ['bed:加2', 'name:王大爷']],
    ['签名 Qian XW', ['name:Qian XW']],
  ])('%s', (text, expected) => {
    expect(foundIn(text, 'zh-CN')).toEqual(expected)
  })

  test.each([
    '用文丘里面罩给氧',
    '1–4 周和 12–16 周各复诊一次',
    '第五步：查因',
    '低钾、难治性高血压',
    '病程呈“双峰”',
    '肿瘤经炎症区连续侵及脏层腹膜表面',
    '汤姆森病待查',
    '阿片类药物，阿托品',
    '宝宝妈妈在场',
  ])('nothing in: %s', (text) => {
    expect(foundIn(text, 'zh-CN')).toEqual([])
  })
})
