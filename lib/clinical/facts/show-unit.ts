const RAISED: Readonly<Record<string, string>> = {
  ...{ '-': '⁻', '0': '⁰', '1': '¹', '2': '²', '3': '³', '4': '⁴' },
  ...{ '5': '⁵', '6': '⁶', '7': '⁷', '8': '⁸', '9': '⁹' },
}

/** A unit as a report prints it: `×10⁹/L` and `mL/min/1.73m²` for what is compared as `×10^9/L` and `mL/min/1.73m^2`. */
export const showUnit = (unit: string): string =>
  unit.replace(/\^(-?\d+)/g, (_, power: string) => Array.from(power, (sign) => RAISED[sign] ?? sign).join(''))
