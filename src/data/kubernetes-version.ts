/** The newest Kubernetes minor version whose types and removals are known here, and the month of its release. */
export const newestKubernetes = { version: '1.36', released: '2026-04' } as const;
