import { addressesOf } from '../../project/compose-addresses.ts';
import type { Rule } from '../rule.ts';
import docs from './host-gateway-missing.md' with { type: 'text' };

const rule: Rule = {
  id: 'host-gateway-missing',
  on: 'project',
  docs,
  severity: 'info',
  profile: 'recommended',
  concept: 'portability',
  fix: 'none',

  *check(project) {
    const told = new Set<string>();
    for (const { address, neighbours } of addressesOf(project)) {
      const { file, host, service, variable } = address;
      // One finding for a service, and one for a line that several services read.
      const keys = [`${service.name} ${service.at[0]}`, `${host.at[0]} ${file}`];
      if (host.text !== 'host.docker.internal' || keys.some((key) => told.has(key))) continue;
      const same = neighbours.filter(({ name }) => name === service.name);
      // A variable may stand for the name.
      if (
        same.some(
          ({ hosts, open }) =>
            open || hosts.some((each) => each === host.text || each.includes('$')),
        )
      )
        continue;
      for (const key of keys) told.add(key);
      yield {
        file,
        at: host.at,
        message: `On Linux ${service.name} does not find the host of ${variable.name}: ${host.text} is known to Docker Desktop only, or from extra_hosts.`,
        related: [
          { file: same[0]?.file ?? file, at: service.at, message: `service ${service.name}` },
        ],
      };
    }
  },
};
export default rule;
