export const help = `seaworthy: checks Dockerfiles and Kubernetes manifests of machine-learning projects

seaworthy check [PATH...]        check files and folders (default: this folder)
  --format text|json|sarif|github
  --profile recommended|strict   strict turns every rule on
  --rule ID[=error|warning|info|hint|off]
  --fix                          apply safe fixes to the files
  --stdin-filename NAME          check standard input as if it were this file
  --config FILE                  settings instead of .seaworthy.yaml
  --fail-on error|warning|info|hint|never   default: what the settings say, or error

seaworthy preflight [PATH...]    for each image and workload: does it build, start, import, listen,
                                 is it reached, may it write, does it fit; and what is not known
  --format text|json|markdown

seaworthy image DOCKERFILE       what the image holds, without building it
  --line N                       after that line
  --format text|json

seaworthy rules [--format text|json]   list all rules
seaworthy explain ID|ALIAS             the page of a rule, also by names such as DL3042, KSV012 or CKV_K8S_16
seaworthy --version

Exit code: 0 nothing at or above --fail-on, 1 something, 2 a mistake in usage, input or the
file of --config, or a failure of Seaworthy itself, which is told on standard error.
`;
