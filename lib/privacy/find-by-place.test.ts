import { describe, expect, test } from 'vitest'
import { foundIn } from '@/lib/testing/find-identifiers'

describe('what only the place around gives away', () => {
  test.each([
    // how the ward calls somebody
    ['钟阿婆夜里未眠', ['name:钟阿婆']],
    ['24床汤大伯呛咳', ['bed:24床', 'name:汤大伯']],
    ['让殷婶明天来取药', ['name:殷婶']],
    ['上官老爷子坠床一次', ['name:上官老爷子']],
    ['柱子（2床）体温37.0', ['name:柱子', 'bed:2床']],
    ['孙女朵朵在外地', ['name:朵朵']],
    ['8床祝清和晨起空腹', ['bed:8床', 'name:祝清和']],
    ['绰号老刀，身份不详', ['name:老刀']],
    ['请水主任看片', ['name:水']],
    ['患者zhang wei要求复印', ['name:zhang wei']],
    ['L.M.，男，54岁', ['name:L.M.']],
    // units, floors and beds
    ['骨二请会诊', ['bed:骨二']],
    ['转神外二继续治疗', ['bed:神外二']],
    ['9F西 23床', ['bed:9F西', 'bed:23床']],
    ['心外8楼南区5床', ['bed:心外8楼南区', 'bed:5床']],
    ['床C7，剖宫产术后', ['bed:C7']],
    ['床号 姓名 年龄\n4 凌风 72\n5 井然 58', ['bed:4', 'name:凌风', 'bed:5', 'name:井然']],
    // numbers in groups, and who is called
    ['住院号0049 2716的标本', ['record_number:0049 2716']],
    ['台胞证 0382 7715', ['id_number:0382 7715']],
    ['平老师回6608', ['name:平', 'phone:6608']],
    ['发到li.na(at)hospital.cn', ['email:li.na(at)hospital.cn']],
    // works and hospitals in short
    ['在临海集装箱码头三号堆场搬货', ['address:临海集装箱码头三号堆场']],
    ['就读江城理工大二', ['address:江城理工']],
    ['由省人医转回', ['address:省人医']],
    ['出生于五八年三月', ['date:五八年三月']],
    // English
    ['Son Kit rang', ['name:Kit']],
    ['Park to chase the MRI', ['name:Park']],
    ['Leung Wing Sze, HKID K731905(3)', ['name:Leung Wing Sze', 'id_number:K731905(3)']],
    ['K 6.1 | TREVENA, Morwenna | eGFR 41', ['name:TREVENA, Morwenna']],
    ['Surgeon: Lindqvist   Asst: El-Masry', ['name:Lindqvist', 'name:El-Masry']],
    ['real name Ernest Tuckwell', ['name:Ernest Tuckwell']],
    ['Mary Ellen from B12/3 wants home', ['name:Mary Ellen', 'bed:B12/3']],
    ['a bed on Willowbank, papers done', ['address:Willowbank']],
    ['Step-down to Elm tomorrow', ['address:Elm']],
    ['bleeped 2297, no answer', ['phone:2297']],
    ['plan through Ridgeway Tool & Die, pending', ['address:Ridgeway Tool & Die']],
    ['Born the fifth of May, nineteen thirty-nine', ['date:the fifth of May, nineteen thirty-nine']],
  ])('%s', (text, expected) => {
    expect(foundIn(text)).toEqual(expected)
  })

  test.each([
    '孙女喂饭,女儿签字,妻健在,姐妹均健',
    '骨一般无压痛,内一侧瞳孔散大,普三联疗法',
    '12F导管,6F指引导管,3楼下坠落史,6层敷料',
    '石头样便,果酱样便,豆豆状丘疹,慢慢加量',
    '请主任医师查房,请上级医师会诊,请方案调整',
    '药名 规格 数量\n头孢呋辛 0.75g 10\n地塞米松 5mg 2',
    '床号 体温 血压\n全部 正常 稳定',
    '标本数 120 230 例,国药准字H20183042',
    '2023年10月发布的共识,2019年3月版说明书,七八年病史',
    '在病房做康复,在床上训练,在工地受伤',
    'Per NICE NG28 (Dec 2015, updated June 2022)',
    'Yasmin stopped, start Alli, Mirena in situ',
    'Wife aware; team to chase; ward to chase TTO; family to bring glasses',
    'Chest Infection, 54F. High Risk Patient, DOB checked.',
    'UREA, Creatinine | 7.1; BRAIN, Spine: normal.',
    "known as Wegener's; a.k.a. Whipple's disease",
    'Bed on AMU; moved from Majors to Minors; step-down to Cipro; bed 4 hourly turns',
    'Paged x3; dial 999; on x-ray; the fifth dose; ninth rib; from C5/6 down',
    'Head & Neck; Obs & Gynae; insurance through work; shift from AF',
    'booking 112/68, Snap fracture. Line 3 removed',
  ])('nothing in: %s', (text) => {
    expect(foundIn(text)).toEqual([])
  })
})
