/** The id of trivy or checkov as its aliases have it: `KSV012`, `AVD-KSV-0012` and `ksv-0012` are `KSV-0012`; undefined for other names. */
export const scannerId = (name: string): string | undefined => {
  const [, family, number] = /^(?:AVD-)?(DS|KSV)-?0*(\d+)$/i.exec(name) ?? [];
  if (family && number) return `${family.toUpperCase()}-${number.padStart(4, '0')}`;
  return /^CKV2?_[A-Z\d]+_\d+$/i.test(name) ? name.toUpperCase() : undefined;
};
