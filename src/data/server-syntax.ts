/** How a server reads its flags, where that is not what Python's argparse does. */
export interface ServerSyntax {
  /** The start of a flag's name does not stand for it. */
  readonly whole?: true;
  /** `_` in a flag with two dashes is read as `-`. */
  readonly dashes?: true;
  /** Flags with one dash are in the table too. */
  readonly short?: true;
  /** The value of a flag stands in the next word only, or only after `=`. */
  readonly value?: 'next' | 'inline';
  /** Where a value is missing, the flag that follows is taken for it. */
  readonly greedy?: true;
  /** A number ends where its digits end. */
  readonly digits?: true;
  /** Choices are read without regard to case. */
  readonly anyCase?: true;
  /** It says that it does not know a flag, and starts. */
  readonly ignores?: true;
}

/**
 * By the names of the table of flags, from the sources of the servers: FlexibleArgumentParser of vLLM, click and clap, common_params_parse_ex of
 * llama.cpp, TritonParser::Parse with getopt_long, and Flags::Parse of TensorFlow with main of its server (2026-11).
 */
const syntaxes: Readonly<Record<string, ServerSyntax>> = {
  vllm: { dashes: true },
  uvicorn: { whole: true, greedy: true },
  ray: { whole: true, greedy: true },
  mlflow: { whole: true, greedy: true },
  tgi: { whole: true, greedy: true },
  tei: { whole: true, greedy: true },
  llama: { whole: true, dashes: true, short: true, value: 'next', greedy: true, digits: true },
  triton: { greedy: true, digits: true, anyCase: true },
  'tensorflow-serving': { whole: true, value: 'inline', greedy: true, ignores: true },
};

/** How a server reads its flags, by its name in the table of flags. */
export const syntaxOf = (server: string): ServerSyntax => syntaxes[server] ?? {};
