import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { serviceOver } from '../support/host.ts';

const chart = 'apiVersion: v2\nname: churn\nversion: 1.0.0\n';
const values = 'name: churn\nreplicas: 1\nautoscaling: { enabled: true }\n';
const deployment = (replicas: string): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: churn }\nspec:\n${replicas}  selector: { matchLabels: { app: churn } }\n  template:\n    metadata: { labels: { app: churn } }\n    spec: { containers: [{ name: a, image: "a/b:1" }] }\n`;
const scaler =
  '{{- if .Values.autoscaling.enabled }}\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: churn }\nspec:\n  minReplicas: 1\n  maxReplicas: 3\n  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: churn }\n{{- end }}\n';

const conflicts = async (replicas: string): Promise<number> => {
  const path = 'chart/templates/deployment.yaml';
  const service = await serviceOver({
    'chart/Chart.yaml': chart,
    'chart/values.yaml': values,
    'chart/templates/hpa.yaml': scaler,
    [path]: deployment(replicas),
  });
  return service.findings(path).filter(({ rule }) => rule.id === 'hpa-replicas-conflict').length;
};

describe('replicas in a chart with an autoscaler', () => {
  it('are a conflict where they are always there', async () => {
    assert.equal(await conflicts('  replicas: {{ .Values.replicas }}\n'), 1);
  });

  it('are none below a condition', async () => {
    const guarded =
      '{{- if not .Values.autoscaling.enabled }}\n  replicas: {{ .Values.replicas }}\n{{- end }}\n';
    assert.equal(await conflicts(guarded), 0);
    assert.equal(await conflicts(guarded.replaceAll('{{-', '  {{-')), 0);
  });
});
