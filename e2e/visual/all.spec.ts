import { DOCTOR_SCREENS } from './doctor-screens'
import { OFFICE_SCREENS } from './office-screens'
import { comparePictures } from './pictures'

comparePictures('pictures', 17, [...OFFICE_SCREENS, ...DOCTOR_SCREENS])
