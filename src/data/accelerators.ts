/** Resource names of accelerators, from the device plugins' documentation (2026-11). */
const names =
  /^(?:nvidia\.com\/(?:gpu(?:\.shared)?|mig-.+)|amd\.com\/gpu|intel\.com\/gpu|gpu\.intel\.com\/.+|habana\.ai\/gaudi|google\.com\/tpu|aws\.amazon\.com\/neuron(?:core|device)?)$/;

/** Whether a resource name is that of an accelerator. */
export const isAccelerator = (name: string): boolean => names.test(name);
