/**
 * Images of servers that keep data in a volume, and the ID of the user that their Dockerfiles set: `USER nobody` of Prometheus since 2.0, GF_UID of
 * Grafana since 5.1, which its documentation of the image says too (2026-11).
 */
const users: readonly (readonly [image: RegExp, id: number])[] = [
  [/^(?:quay\.io\/prometheus|prom)\/prometheus$/, 65534],
  [/^grafana\/grafana(?:-oss|-enterprise)?$/, 472],
];

/** The user of a known server's image, by its name with the registry; undefined for others. */
export const userOfImage = (name: string): number | undefined =>
  users.find(([image]) => image.test(name))?.[1];
