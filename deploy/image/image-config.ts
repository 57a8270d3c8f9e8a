/** Account of the portal in the image; no common system has it. */
export const IMAGE_UID = 990

/** What an image is made of. */
export interface ImageParts {
  version: string
  createdAt: string
  /** SHA-256 of each layer's uncompressed archive, the lowest first. */
  layers: readonly string[]
  /** With the libraries of CUDA. */
  cuda: boolean
}

const SECOND = 1_000_000_000

/**
 * The configuration of the image (OCI image specification, with Docker's health check; times in nanoseconds): not root, one volume,
 * nothing written elsewhere but to /tmp.
 */
export function imageConfig({ version, createdAt, layers, cuda }: ImageParts) {
  return {
    architecture: 'amd64',
    os: 'linux',
    created: createdAt,
    config: {
      User: `${IMAGE_UID}:${IMAGE_UID}`,
      Env: [
        'PATH=/opt/innerward/current/bin:/usr/local/bin:/usr/bin:/bin',
        'LANG=C.UTF-8',
        'HOST=0.0.0.0',
        'STATE_DIR=/var/lib/innerward',
        'EVALUATION_MODEL=off',
        ...(cuda ? ['NVIDIA_VISIBLE_DEVICES=all', 'NVIDIA_DRIVER_CAPABILITIES=compute,utility'] : []),
      ],
      Entrypoint: ['/usr/bin/tini', '--'],
      Cmd: ['/opt/innerward/current/bin/innerward', 'start'],
      WorkingDir: '/var/lib/innerward',
      ExposedPorts: { '6006/tcp': {} },
      Volumes: { '/var/lib/innerward': {} },
      StopSignal: 'SIGTERM',
      Healthcheck: {
        Test: ['CMD', '/opt/innerward/current/bin/healthcheck'],
        Interval: 30 * SECOND,
        Timeout: 10 * SECOND,
        StartPeriod: 300 * SECOND,
        Retries: 3,
      },
      Labels: {
        'org.opencontainers.image.title': 'Innerward',
        'org.opencontainers.image.version': version,
      },
    },
    rootfs: { type: 'layers', diff_ids: layers.map((sha256) => `sha256:${sha256}`) },
    history: layers.map(() => ({ created: createdAt })),
  }
}
