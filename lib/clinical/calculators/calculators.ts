import { z } from 'zod'
import aaGradient from './definitions/aa-gradient.json'
import abcd2 from './definitions/abcd2.json'
import anionGap from './definitions/anion-gap.json'
import bisap from './definitions/bisap.json'
import bmi from './definitions/bmi.json'
import bsa from './definitions/bsa.json'
import caprini from './definitions/caprini.json'
import cha2ds2Va from './definitions/cha2ds2-va.json'
import cha2ds2Vasc from './definitions/cha2ds2-vasc.json'
import childPugh from './definitions/child-pugh.json'
import cockcroftGault from './definitions/cockcroft-gault.json'
import correctedCalcium from './definitions/corrected-calcium.json'
import correctedSodium from './definitions/corrected-sodium.json'
import curb65 from './definitions/curb-65.json'
import deltaRatio from './definitions/delta-ratio.json'
import edd from './definitions/edd.json'
import egfrCkdEpi2021 from './definitions/egfr-ckd-epi-2021.json'
import fena from './definitions/fena.json'
import fib4 from './definitions/fib-4.json'
import fourTs from './definitions/four-ts.json'
import freeWaterDeficit from './definitions/free-water-deficit.json'
import gcs from './definitions/gcs.json'
import glasgowBlatchford from './definitions/glasgow-blatchford.json'
import grace from './definitions/grace.json'
import hasBled from './definitions/has-bled.json'
import heart from './definitions/heart.json'
import infusionDose from './definitions/infusion-dose.json'
import infusionRate from './definitions/infusion-rate.json'
import kdigoAki from './definitions/kdigo-aki.json'
import ldlFriedewald from './definitions/ldl-friedewald.json'
import map from './definitions/map.json'
import meld3 from './definitions/meld-3.json'
import meldNa from './definitions/meld-na.json'
import news2 from './definitions/news2.json'
import nihss from './definitions/nihss.json'
import opioidConversion from './definitions/opioid-conversion.json'
import osmolality from './definitions/osmolality.json'
import osmolarGap from './definitions/osmolar-gap.json'
import padua from './definitions/padua.json'
import pfRatio from './definitions/pf-ratio.json'
import predictedBodyWeight from './definitions/predicted-body-weight.json'
import qsofa from './definitions/qsofa.json'
import qtc from './definitions/qtc.json'
import rcri from './definitions/rcri.json'
import schwartz2009 from './definitions/schwartz-2009.json'
import sodiumDeficit from './definitions/sodium-deficit.json'
import sofa from './definitions/sofa.json'
import spesi from './definitions/spesi.json'
import steroidEquivalence from './definitions/steroid-equivalence.json'
import stopBang from './definitions/stop-bang.json'
import timiNstemi from './definitions/timi-nstemi.json'
import wellsDvt from './definitions/wells-dvt.json'
import wellsPe from './definitions/wells-pe.json'
import winter from './definitions/winter.json'
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
    caprini,
    cha2ds2Va,
    cha2ds2Vasc,
    childPugh,
    cockcroftGault,
    correctedCalcium,
    correctedSodium,
    curb65,
    deltaRatio,
    edd,
    egfrCkdEpi2021,
    fena,
    fib4,
    fourTs,
    freeWaterDeficit,
    gcs,
    glasgowBlatchford,
    grace,
    hasBled,
    heart,
    infusionDose,
    infusionRate,
    kdigoAki,
    ldlFriedewald,
    map,
    meld3,
    meldNa,
    news2,
    nihss,
    opioidConversion,
    osmolality,
    osmolarGap,
    padua,
    pfRatio,
    predictedBodyWeight,
    qsofa,
    qtc,
    rcri,
    schwartz2009,
    sodiumDeficit,
    sofa,
    spesi,
    steroidEquivalence,
    stopBang,
    timiNstemi,
    wellsDvt,
    wellsPe,
    winter,
  ])
