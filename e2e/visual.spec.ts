import { DOCTOR_SCREENS } from './visual/doctor-screens'
import { OFFICE_SCREENS } from './visual/office-screens'
import { comparePictures } from './visual/pictures'

comparePictures(
  'visual',
  16,
  [...OFFICE_SCREENS, ...DOCTOR_SCREENS].filter(({ always }) => always),
)
