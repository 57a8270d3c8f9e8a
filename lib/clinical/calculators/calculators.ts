import { z } from 'zod'
import aaGradient from './definitions/aa-gradient.json'
import abcd2 from './definitions/abcd2.json'
import anionGap from './definitions/anion-gap.json'
import bisap from './definitions/bisap.json'
import bmi from './definitions/bmi.json'
import bsa from './definitions/bsa.json'
import cha2ds2Va from './definitions/cha2ds2-va.json'
import cha2ds2Vasc from './definitions/cha2ds2-vasc.json'
import childPugh from './definitions/child-pugh.json'
import cockcroftGault from './definitions/cockcroft-gault.json'
import correctedCalcium from './definitions/corrected-calcium.json'
import correctedSodium from './definitions/corrected-sodium.json'
import curb65 from './definitions/curb-65.json'
import egfrCkdEpi2021 from './definitions/egfr-ckd-epi-2021.json'
import fena from './definitions/fena.json'
import gcs from './definitions/gcs.json'
import grace from './definitions/grace.json'
import hasBled from './definitions/has-bled.json'
import ldlFriedewald from './definitions/ldl-friedewald.json'
import map from './definitions/map.json'
import meld3 from './definitions/meld-3.json'
import meldNa from './definitions/meld-na.json'
import news2 from './definitions/news2.json'
import osmolality from './definitions/osmolality.json'
import padua from './definitions/padua.json'
import pfRatio from './definitions/pf-ratio.json'
import predictedBodyWeight from './definitions/predicted-body-weight.json'
import qsofa from './definitions/qsofa.json'
import qtc from './definitions/qtc.json'
import sofa from './definitions/sofa.json'
import timiNstemi from './definitions/timi-nstemi.json'
import wellsDvt from './definitions/wells-dvt.json'
import wellsPe from './definitions/wells-pe.json'
import { calculatorSchema, type Calculator } from './definition'

/** Every calculator, parsed once. */
export const CALCULATORS: readonly Calculator[] = z
  .array(calculatorSchema)
  .parse([
    aaGradient,
    abcd2,
    anionGap,
    bisap,
    bmi,
    bsa,
    cha2ds2Va,
    cha2ds2Vasc,
    childPugh,
    cockcroftGault,
    correctedCalcium,
    correctedSodium,
    curb65,
    egfrCkdEpi2021,
    fena,
    gcs,
    grace,
    hasBled,
    ldlFriedewald,
    map,
    meld3,
    meldNa,
    news2,
    osmolality,
    padua,
    pfRatio,
    predictedBodyWeight,
    qsofa,
    qtc,
    sofa,
    timiNstemi,
    wellsDvt,
    wellsPe,
  ])
