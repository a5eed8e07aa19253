/** Every code of hadolint 2.15.1 (2026-07-31), in order. */
export const hadolintCodes: readonly string[] = [
  ...['DL1000', 'DL1001'],
  ...numbers('DL3', 0, 67).filter((code) => !/DL30(?:05|17|31|39)/.test(code)),
  ...['DL4000', 'DL4001', 'DL4003', 'DL4004', 'DL4005', 'DL4006'],
];

function numbers(prefix: string, from: number, to: number): readonly string[] {
  return Array.from(
    { length: to - from + 1 },
    (_, i) => `${prefix}${String(from + i).padStart(3, '0')}`,
  );
}

/** Every build check of Dockerfile frontend 1.26 (2026-07), and whether a comment above one instruction can skip it. */
export const buildkitChecks: ReadonlyMap<string, { readonly perInstruction: boolean }> = new Map(
  [
    ['StageNameCasing', true],
    ['FromAsCasing', true],
    ['NoEmptyContinuation', false],
    ['ConsistentInstructionCasing', true],
    ['DuplicateStageName', false],
    ['ReservedStageName', false],
    ['JSONArgsRecommended', true],
    ['MaintainerDeprecated', true],
    ['UndefinedArgInFrom', true],
    ['UndefinedVar', true],
    ['WorkdirRelativePath', true],
    ['MultipleInstructionsDisallowed', true],
    ['LegacyKeyValueFormat', true],
    ['RedundantTargetPlatform', true],
    ['FromPlatformFlagConstDisallowed', true],
    ['InvalidBaseImagePlatform', false],
    ['InvalidDefaultArgInFrom', false],
    ['SecretsUsedInArgOrEnv', true],
    ['CopyIgnoredFile', true],
    ['ExposeProtoCasing', true],
    ['ExposeInvalidFormat', true],
    ['InvalidDefinitionDescription', true],
  ].map(([name, perInstruction]) => [String(name), { perInstruction: perInstruction === true }]),
);

/** Why a name of a peer has no rule here. */
export const withoutRule: Readonly<Record<string, string>> = {
  InvalidBaseImagePlatform: 'needs the registry: only the image itself tells its platforms',
  hostProcess: 'Windows pods alone; `pod-security` reports it where a namespace forbids it',
  hpaMaxAvailability:
    'a fixed number of pods may be meant; `min-over-max` reports what the API server refuses',
  ...Object.fromEntries(
    ['clusterrolebinding', 'rolebindingClusterRole', 'rolebindingRole'].map((binding) => [
      `${binding}PodExecAttach`,
      'the role itself is reported, by `role-opens-shells`',
    ]),
  ),
  rolebindingClusterAdminRole: 'the role itself is reported, by `rbac-wildcard`',
  ...Object.fromEntries(
    [
      'gatewayAllowedRoutesAll',
      'gatewayCrossNamespaceCertificateRef',
      'gatewayInsecureFrontendValidation',
      'gatewayTLSMissing',
      'httpRouteBackendTLSMissing',
      'httpRouteCrossNamespaceBackendRef',
      'httpRouteInsecureListener',
      'httpRouteWildcardOrEmptyHost',
      'kgatewayBackendTLSVerificationDisabled',
    ].map((name) => [name, 'objects of the Gateway API are not judged']),
  ),
};
