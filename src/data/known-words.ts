const words = [
  // Programs of machine learning and what stands around them in a cluster, from the corpus of manifests (read 2026-11).
  'airflow mlflow kubeflow metaflow prefect dagster temporal argo flux argocd fluxcd',
  'redis postgres postgresql mysql mariadb mongo mongodb cassandra clickhouse minio milvus qdrant chroma weaviate',
  'kafka pulsar nats rabbitmq celery flower zookeeper etcd consul vault',
  'nginx envoy istio kong traefik haproxy gateway proxy router',
  'grafana loki tempo mimir jaeger zipkin prometheus alloy kibana logstash fluentd elastic elasticsearch opensearch',
  'triton vllm sglang ollama seldon kserve bento feast katib volcano kueue ray dask spark flink trino presto',
  // Parts that stand beside each other in one system.
  'server serve service serving worker workers master main primary secondary replica leader follower',
  'reader writer loader client web api app apps ui frontend backend admin user users',
  'train trainer training test tests text task tasks mask model node nodes note data date batch match watch',
  'head headless tail store query querier index indexer ingest ingester ingestor compactor distributor ruler',
  'encoder decoder embed embedder rank rerank reranker retriever router prefill decode',
  'scheduler schedule controller operator manager agent collector exporter monitor',
  // Stages and versions of one thing.
  'dev development prod production stage staging stable canary blue green beta alpha first second left right north south east west',
  'small large cpu gpu tpu read write start stop input output source sink public private internal external',
];

/** Words that are names of their own, so that one is no slip of another although few letters differ. */
export const knownWords: ReadonlySet<string> = new Set(words.join(' ').split(' '));
