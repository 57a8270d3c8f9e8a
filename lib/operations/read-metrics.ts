import 'server-only'
import { metrics } from '@/lib/metrics/registry'
import { declareEngineMeasures } from '@/lib/operations/metrics/engine-measures'
import { declareGpuMeasures } from '@/lib/operations/metrics/gpu-measures'
import { declarePortalMeasures } from '@/lib/operations/metrics/portal-measures'

/**
 * What the portal counts, in the Prometheus text format (version 0.0.4). It holds no text, no person and no department. Reading
 * it makes what is read at a scrape known, once.
 */
export async function readMetrics(): Promise<string> {
  declareEngineMeasures()
  declareGpuMeasures()
  declarePortalMeasures()
  return metrics().registry.metrics()
}
