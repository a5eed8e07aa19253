import { isSecretName, secretShape } from '../../data/secrets.ts';
import { withTriggers } from '../../syntax/dockerfile/select.ts';
import type { Rule } from '../rule.ts';
import docs from './secret-in-env.md' with { type: 'text' };

const rule: Rule = {
  id: 'secret-in-env',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'secrets-in-images',
  aka: ['buildkit/SecretsUsedInArgOrEnv', 'hadolint/DL3064', 'trivy/DS-0031'],
  fix: 'none',
  about: ['ENV', 'ARG'],

  *check(file) {
    for (const instruction of withTriggers(file)) {
      if (instruction.keyword !== 'ENV' && instruction.keyword !== 'ARG') continue;
      for (const { key, value } of instruction.pairs) {
        const shape = value && secretShape(value.text);
        if (!shape && !isSecretName(key.text)) continue;
        const harmlessValue = value && /^(?:|true|false|none|null|\d{1,4}|\/.*)$/i.test(value.text);
        if (!shape && (harmlessValue || (value && value.text === ''))) continue;
        yield {
          at: key.span,
          message: shape
            ? `${key.text} holds ${shape}, and everyone who can pull the image can read it.`
            : `The value of ${key.text} stays readable in the image's history (docker history), whoever pulls it.`,
        };
      }
    }
  },
};
export default rule;
