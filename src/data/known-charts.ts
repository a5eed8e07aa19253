/** Charts of well-known projects, of which repositories often hold copies: a choice of ours, which only makes findings fewer. */
const names: ReadonlySet<string> = new Set(
  `airflow alertmanager argo-cd argo-workflows cert-manager consul dcgm-exporter elasticsearch etcd external-dns external-secrets
  fluent-bit gpu-operator grafana ingress-nginx jaeger jupyterhub kafka keycloak kibana kube-prometheus-stack kube-state-metrics
  kuberay-operator loki loki-stack mariadb memcached metrics-server minio mongodb mysql nessie nvidia-device-plugin opensearch
  opentelemetry-collector postgresql prometheus prometheus-adapter prometheus-node-exporter prometheus-pushgateway promtail rabbitmq
  redis redis-cluster sealed-secrets seaweedfs superset tempo traefik trino vault zookeeper`.split(
    /\s+/,
  ),
);

/** Whether a chart, by its name and its home page, is a copy in a project of another name. */
export const isCopiedChart = (name: string, home: string, project: string): boolean =>
  names.has(name) && home !== '' && !project.toLowerCase().includes(name);
