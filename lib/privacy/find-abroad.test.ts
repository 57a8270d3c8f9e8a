import { describe, expect, test } from 'vitest'
import { findAbroad } from '@/lib/privacy/find-abroad'
import { foundIn } from '@/lib/testing/find-identifiers'

describe('addresses of many countries', () => {
  test.each([
    'Blk 22 Toa Payoh Lor 7 #12-340',
    'Block 105 Jurong East St 13 #05-22 S600105',
    'Flat 12B, 8/F, Tower 3, Laguna Verde, Hung Hom',
    'Rm 1207, Block C, Wah Fu Estate',
    'No. 14, Jalan SS2/55, Petaling Jaya',
    '12-3-4 Jalan Ampang',
    'H.No. 5-4-221, Abids, Hyderabad',
    'Door No 14/2, Gandhi Nagar, Salem',
    'Plot 22, Sector 15, Rohini, Delhi',
    '12, 3rd Cross, Indiranagar, Bangalore 560038',
    'Unit 5, 31 Railway Pde, Burwood',
    'Lot 22 Old Coast Hwy, Denmark WA',
    'RMB 1441, Wagga Wagga',
    'RR 2 Box 114, Hazard, KY',
    '2210 State Route 17',
    'PO Box 441, Bethel AK',
    '9 Heol y Bont, Bala LL23 7AA',
    '22 Rue des Lilas',
    '3 Main Street, Boyle, Co Roscommon',
    'Knockroe, Castlerea, Co. Galway',
  ])('finds %s', (address) =>
    expect(foundIn(`lives ${address}; fever`, 'en')).toEqual([`address:${address}`]),
  )

  test.each([
    'RR 36, HR 132, SpO2 96%',
    'Extubated D1, CPAP 5 in 23%',
    'Lot 22 of ropivacaine recalled',
    'Unit 5, 31 ml lost overnight',
    'Give No. 14 Fr catheter, then No. 16',
    '3rd Cross match done, 2 units',
    '12, 3rd Day of fever',
    'Flat 12 lead ECG',
    'Route 17 oral, State of hydration 2',
    '6 Minute Walk test 410 m',
    '5 Year Survival View',
    'from Fracture Clinic, Doppler normal',
    'Co. amoxiclav 625 mg, Co. trimoxazole',
    'Terrace mutation 14, Close monitoring 15',
    'Via RIJ 12 Fr, Clos 4 days',
  ])('leaves %s alone', (text) => expect(foundIn(text, 'en')).toEqual([]))

  test.each(['Aa ', 'Blk 1 Aa ', '1 Aa, ', 'Flat A, 1/F, ', 'Co. ', '1 Rue de Aa '])(
    'takes a long run of "%s" in its stride',
    (part) => {
      const begin = performance.now()
      findAbroad(part.repeat(20_000))
      expect(performance.now() - begin).toBeLessThan(1500)
    },
  )
})

describe('who is told at handover, and towns behind institutions', () => {
  test.each([
    ['Gave report to Destiny at 0700', ['name:Destiny']],
    ['bedside handoff with Serenity, K 6.1', ['name:Serenity']],
    ['Care assumed by Patience at 1500', ['name:Patience']],
    ['BP 82/40. Star RN aware', ['name:Star']],
    ['its Marcus from nights', ['name:Marcus']],
    ['Okonjo in 412A quiet night', ['name:Okonjo', 'bed:412A']],
    ['treated at Kauvery Hospital, Trichy', ['address:Kauvery Hospital, Trichy']],
    ['pt john smith 44m with chest pain', ['name:john smith']],
    ['Venkat sir asked to start steroids', ['name:Venkat']],
    ['attorney Rosen called', ['name:Rosen']],
    ['prison no A1234BC', ['record_number:A1234BC']],
    ['ambulance from Llandeilo', ['address:Llandeilo']],
    ['OSH: Tri-County Regional', ['address:Tri-County Regional']],
    ['lives in Tooting', ['address:Tooting']],
    ['Rajesh s/o Muthu, 58M', ['name:Rajesh s/o Muthu']],
    ['44M J.T. is a ranch hand', ['name:J.T.']],
    ['B.K., 52F', ['name:B.K.']],
    ['spoke with Hyacinth (pharmacy)', ['name:Hyacinth']],
    ['5N bed 7', ['bed:5N', 'bed:bed 7']],
    ['MICU 12', ['bed:MICU 12']],
    ['IBAN IE29 AIBK 9311 5212 3456 78', ['account:IE29 AIBK 9311 5212 3456 78']],
    ['PAN ABCPL1234C', ['id_number:ABCPL1234C']],
    ['DOB 020355', ['date:020355']],
  ])('finds %s', (text, found) => expect(foundIn(text, 'en')).toEqual(found))

  test.each([
    'Report to Radiology for review',
    'Report from Pathology at 0900: adenocarcinoma',
    'Handed over to Medicine',
    'Care assumed by Cardiology',
    'Per RN report, eating well',
    'Dear Sir, thank you for seeing her',
    'pt mild pain 4 y, officer on duty',
    'CT s/o Pneumonia, MRI s/o Infarct',
    'U.S. 52F study, P.O. 44M dose',
    'lives in Sheltered housing',
    'turns 90 degrees',
    'NMC 2024 guidance',
    'Patience is needed, wean slowly',
    "It's Graves in pregnancy",
    'Destiny-Breast03 trial: T-DXd',
  ])('leaves %s alone', (text) => expect(foundIn(text, 'en')).toEqual([]))
})
