import type { Question } from '../../image/checks/check.ts';

/** The rules whose findings answer a question of a Preflight. */
const rulesOf: readonly (readonly [Question, string])[] = [
  [
    'builds',
    `apt-assume-yes archived-release bash-syntax-in-sh broken-continuation circular-stages
    copy-from-later-stage copy-from-missing-stage copy-from-own-stage copy-source-missing
    copy-target-without-slash duplicate-stage-name empty-continuation env-with-blank-around-equals
    externally-managed-python get-pip-needs-newer-python gpu-query-in-build instruction-in-command
    invalid-default-arg invalid-platform lost-change-of-folder microdnf-without-yes missing-operator
    operator-in-copy package-manager-asks package-not-in-release pip-version-redirect
    pip-without-command program-not-installed reserved-stage-name shell-run-in-scratch syntax-error
    typographic-quotes undefined-arg-in-from unfilled-template unknown-instruction`,
  ],
  [
    'starts',
    `app-object-missing args-without-program bad-enum claim-missing code-hidden-by-volume command-with-spaces
    config-key-missing driver-capabilities-all entrypoint-script-dropped environment-not-used
    exclusive-fields invalid-name literal-tilde malformed-label malformed-quantity missing-field
    missing-volume moved-environment not-base64 number-out-of-range operator-in-exec-form
    other-namespace pod-security removed-api-version restart-policy root-refused
    selector-not-in-template service-account-missing site-packages-version start-file-missing
    start-program-missing start-script-broken server-argument-value server-flag-value
    unknown-server-argument unknown-server-flag unknown-field unknown-kind variable-in-exec-form
    variable-not-expanded variable-not-set wrong-type yaml-syntax`,
  ],
  [
    'imports',
    `cuda-wheel-mismatch missing-dependency missing-system-library module-not-copied removed-module
    stub-library-path`,
  ],
  ['listens', 'localhost-in-code localhost-in-pod localhost-server service-name-sets-variable'],
  [
    'is reached',
    `address-misses-service headless-service-missing healthcheck-misses-server ingress-backend-missing port-mismatch probe-port-undeclared
    selector-mismatch upload-limit-unset wrong-health-path`,
  ],
  ['writes', 'cache-not-writable claim-not-writable copy-after-user-without-chown unwritable-tmp'],
  [
    'fits',
    `claim-shared-by-replicas disk-smaller-than-model gpu-not-requested gpu-request-mismatch
    gpu-taint-not-tolerated gpus-hidden hpa-without-requests memory-volume-over-limit
    processes-unlike-gpus request-over-limit resource-without-amount shm-on-disk shm-too-small
    slow-start-no-startup-probe startup-too-short unknown-resource`,
  ],
];

const byRule: ReadonlyMap<string, Question> = new Map(
  rulesOf.flatMap(([question, rules]) =>
    rules.split(/\s+/).map((rule): readonly [string, Question] => [rule, question]),
  ),
);

/** The question that the findings of a rule answer; undefined for advice that keeps nothing from running. */
export const questionOf = (rule: string): Question | undefined => byRule.get(rule);

/** The rules that answer a question; each is in the catalogue. */
export const answeringRules: readonly string[] = [...byRule.keys()];
