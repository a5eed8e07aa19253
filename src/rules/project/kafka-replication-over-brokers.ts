import { isTestData } from '../../project/homes.ts';
import type { Project } from '../../project/project.ts';
import type { ComposeService } from '../../syntax/builds/compose-service.ts';
import { imageName, parseImage } from '../../text/image.ts';
import { dirname } from '../../text/path.ts';
import type { Rule } from '../rule.ts';
import docs from './kafka-replication-over-brokers.md' with { type: 'text' };

const rule: Rule = {
  id: 'kafka-replication-over-brokers',
  on: 'project',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'docker-cli',
  fix: 'none',

  *check(project) {
    for (const { file, services } of project.composeFiles()) {
      if (isTestData(file)) continue;
      const [broker, more] = services.filter(mayBeBroker);
      if (!broker || more || !isConfluent(broker) || !isPlain(broker)) continue;
      if (hasOthers(file, project)) continue;
      const own = broker.environment.filter(({ name }) => name === variable);
      const factor = own.at(-1)?.value;
      if (own.length > 0 && (!factor || factor.dynamic || !/^[2-9]$/.test(factor.text))) continue;
      const copies = factor?.text ?? '3';
      yield {
        file,
        at: factor?.at ?? broker.image?.at ?? broker.at,
        message: `${broker.name} is the only broker here, and Kafka keeps the offsets of consumers in ${copies} copies${factor ? '' : ` where ${variable} is not set`}: it cannot make that topic, so consumers with a group wait without end.`,
      };
    }
  },
};
export default rule;

const variable = 'KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR';

/** Whether a service may be a broker of Kafka: by its image, or by what it is told. */
const mayBeBroker = ({ environment, image }: ComposeService): boolean =>
  environment.some(({ name }) =>
    /^KAFKA_(?:CFG_)?(?:ADVERTISED_LISTENERS|BROKER_ID|NODE_ID|PROCESS_ROLES|LISTENERS)$/.test(
      name,
    ),
  ) || /(?:^|\/)(?:kafka|cp-kafka|cp-server|cp-enterprise-kafka)(?=[:@]|$)/.test(image?.text ?? '');

const isConfluent = ({ image }: ComposeService): boolean =>
  image !== undefined &&
  !image.dynamic &&
  imageName(parseImage(image.text)) === 'confluentinc/cp-kafka';

/** Whether all that a service is told stands in the file, as an address for others does. */
const isPlain = ({
  built,
  command,
  entrypoint,
  envFiles,
  environment,
  open,
}: ComposeService): boolean =>
  !built &&
  !command &&
  !entrypoint &&
  !open &&
  envFiles.length === 0 &&
  environment.some(({ name }) => name === 'KAFKA_ADVERTISED_LISTENERS');

/** Whether a compose file beside this one may bring another broker, or tell this one more. */
const hasOthers = (path: string, project: Project): boolean =>
  project
    .composeFiles()
    .some(
      ({ file, services }) =>
        file !== path && dirname(file) === dirname(path) && services.some(mayBeBroker),
    );
