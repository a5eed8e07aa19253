import { codeName, ruleNames } from '../lint/invalid-setting.ts';
import { labelTypes } from '../lint/settings.ts';
import type { Meta } from '../rules/rule.ts';
import { titleOf } from '../rules/title.ts';

// A reader of YAML 1.1 takes off for false.
const severity = { enum: ['error', 'warning', 'info', 'hint', 'off', false] };

/** The JSON schema of `.seaworthy.yaml`, from the rules. */
export const settingsSchema = (rules: readonly Meta[]): unknown => {
  const described = (rule: Meta) => ({
    description: `${titleOf(rule)} (${rule.severity} by default${rule.profile === 'strict' ? ', only in the strict profile' : ''})`,
    anyOf: [severity, { type: 'object', properties: { severity }, additionalProperties: false }],
  });
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Settings of Seaworthy for a project',
    type: 'object',
    additionalProperties: false,
    properties: {
      profile: { enum: ['recommended', 'strict'], description: 'strict turns on every rule.' },
      rules: {
        type: 'object',
        description:
          'The severity of single rules, by id or by a name in another tool, such as DL3042.',
        properties: Object.fromEntries(rules.map((rule) => [rule.id, described(rule)])),
        propertyNames: {
          anyOf: [
            { enum: [...ruleNames()] },
            { pattern: codeName.source },
            // Checks that the settings of kube-linter define.
            { pattern: '^kube-linter/' },
          ],
        },
        additionalProperties: {
          anyOf: [
            severity,
            { type: 'object', properties: { severity }, additionalProperties: false },
          ],
        },
      },
      ignore: {
        type: 'array',
        items: { type: 'string' },
        description: 'Files that are not checked, in the form of .gitignore.',
      },
      kubernetesVersion: {
        type: ['string', 'number'],
        pattern: '^\\d+\\.\\d+(?:\\.\\d+)?$',
        description: 'The Kubernetes version that manifests are for, such as "1.33".',
      },
      trustedRegistries: {
        type: 'array',
        items: { type: 'string' },
        description: 'The only registries that images may come from; "*" may stand at either end.',
      },
      labels: {
        type: 'object',
        additionalProperties: { enum: labelTypes },
        description: 'The labels that every image must have, with the types of their values.',
      },
      strictLabels: {
        type: 'boolean',
        description: 'Whether other labels than those are reported.',
      },
      failOn: {
        enum: ['error', 'warning', 'info', 'hint', 'never'],
        description: 'The least severity that makes the command line fail; error by default.',
      },
    },
  };
};
