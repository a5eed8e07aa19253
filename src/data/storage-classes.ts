/** Whether a class of storage, by its name, is a directory or disk of one node: its pods all run there, and any user may write. 2026-11. */
export const keepsOneNode = (name: string): boolean =>
  /local|host-?path|manual|microk8s|topolvm/i.test(name);

/** Whether a class of storage, by its name, is a file system that many nodes mount. 2026-11. */
export const sharesFiles = (name: string): boolean =>
  /nfs|efs|azurefile|filestore|cephfs|lustre|juicefs|gcsfuse|s3/i.test(name);
