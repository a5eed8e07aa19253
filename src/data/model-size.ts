/** The size of a model's weights as its name tells it. */
export interface ModelSize {
  readonly name: string;
  /** In thousand millions. */
  readonly parameters: number;
  /** In gigabytes of 10⁹ bytes, with two bytes for each parameter. */
  readonly gigabytes: number;
}

const smaller =
  /awq|gptq|int[48]|fp[48]|w[48]a|[48]-?bit|gguf|q[2-8]_|bnb|mlx|quant|nf4|exl2|marlin|lora|adapter|gpt-oss|bitnet/i;

/** The size of a Hugging Face model such as `meta-llama/Llama-3.1-8B`; undefined when its name gives none or says that its weights are small. */
export const modelSize = (name: string): ModelSize | undefined => {
  if (!/^[\w.-]+\/[\w.-]+$/.test(name) || smaller.test(name)) return undefined;
  const sizes = [...name.matchAll(/(?:^|[-_/])(\d+(?:\.\d+)?)[bB](?=$|[-_.])/g)];
  const [size, more] = sizes;
  // Two sizes are those of a mixture of experts: all of them, and those at work.
  if (!size || more) return undefined;
  const parameters = Number(size[1]);
  return { name, parameters, gigabytes: parameters * 2 };
};
