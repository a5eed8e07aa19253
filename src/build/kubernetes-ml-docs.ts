// What the fields of the hand-written types decide, in our own words. Facts of the Go types of KServe, Kubeflow's training operator,
// trainer and MPI operator, and KubeRay (github.com/kserve/kserve, kubeflow/training-operator, kubeflow/trainer,
// kubeflow/mpi-operator, ray-project/kuberay), read 2026-11-22.

type Texts = Readonly<Record<string, string>>;

const component: Texts = {
  minReplicas:
    'The fewest pods that stay up: 1 unless set. With 0 an idle service keeps none, and the next request waits until a pod has started and loaded the model.',
  maxReplicas: 'The most pods that the autoscaler may start; 0 counts as not set.',
  scaleTarget:
    'The value of `scaleMetric` that the autoscaler aims at in each pod. Targets for concurrency and rps need Knative.',
  scaleMetric:
    'What the autoscaler counts: `concurrency` or `rps` (requests at once, or a second, with Knative), `cpu` or `memory`.',
  containerConcurrency:
    'How many requests one container gets at the same time; more of them wait. 0 sets no limit. A model that answers one request at a time on its GPU wants 1.',
  timeout:
    'Seconds after which a request without an answer is given up. Long generations need more.',
  canaryTrafficPercent:
    'The share of requests, in percent, that the newest revision gets; the last one that was ready gets the rest. It needs Knative.',
  logger:
    'Sends copies of requests and answers (`mode`: all, request or response) to a `url`, for audits or to watch for drift.',
  batcher:
    'Gathers single requests into batches for the model, up to `maxBatchSize` of them or `maxLatency` milliseconds.',
  labels: 'Labels that the pods of this component get beside those of KServe.',
  annotations: 'Annotations that the pods of this component get.',
  deploymentStrategy:
    'How new pods replace old ones, as in a Deployment. It counts in the Standard deployment mode alone. A GPU that cannot be had twice needs `Recreate`, or a rolling update without surge.',
  autoScaling:
    'Metrics for the autoscaler in more detail than `scaleMetric` and `scaleTarget` give.',
};

const servers: Readonly<Record<string, string>> = {
  sklearn: "scikit-learn with KServe's server",
  xgboost: "XGBoost with KServe's server",
  lightgbm: "LightGBM with KServe's server",
  tensorflow: 'TensorFlow with TensorFlow Serving',
  pytorch: 'PyTorch with TorchServe',
  onnx: 'ONNX with ONNX Runtime',
  triton: "any framework with NVIDIA's Triton",
  huggingface: "Hugging Face with KServe's server",
  paddle: 'Paddle with its server',
  pmml: "PMML with KServe's server",
};

const frameworks: Texts = Object.fromEntries(
  Object.entries(servers).map(([name, text]) => [
    name,
    `A model of ${text}. The older form of \`model\` with \`modelFormat: {name: ${name}}\`; one predictor has one of them.`,
  ]),
);

const replicaSpecs = (roles: string): string =>
  `The pods of the job by their part in it, ${roles}: for each the number of pods and their template.`;

const runPolicy: Texts = {
  runPolicy:
    'What happens around the run: retries, deadline, scheduling, and what is cleaned up when.',
};

const rayGroup: Texts = {
  template:
    'The pods of this group. Their image needs the Ray version of the whole cluster, and their limits tell Ray which CPUs, memory and GPUs there are.',
  rayStartParams:
    'Options of `ray start` without their dashes, as texts: `num-gpus: "1"`. What they leave out, such as `num-cpus`, KubeRay takes from the limits of the container.',
};

const object: Texts = {
  apiVersion: 'The version of the API that this object is written in.',
  kind: 'The kind of the object.',
  metadata: 'Name, namespace, labels and annotations of the object.',
  spec: 'What is wanted.',
  status: 'What the controller has found and done. It writes this itself; do not set it.',
};

const kind = (text: string): Texts => ({ '': text, ...object, apiVersion: text, kind: text });

/** What the fields of the machine-learning types mean, by type and field; the type's own text stands under `''`. */
export const machineLearningDocs: Readonly<Record<string, Texts>> = {
  InferenceService: kind(
    'A model server of KServe: it fetches the model, starts the server that fits its format, gives it an address and scales it with the requests.',
  ),
  PyTorchJob: kind(
    'A PyTorch training run of several pods. The operator gives each pod the address of the master, its rank and the number of processes.',
  ),
  TFJob: kind(
    'A TensorFlow training run of several pods. The operator tells each pod all the others in TF_CONFIG.',
  ),
  XGBoostJob: kind('An XGBoost training run of several pods, of which one is the master.'),
  PaddleJob: kind('A PaddlePaddle training run of several pods.'),
  JAXJob: kind(
    'A JAX training run of several pods. The operator gives each pod the address of the coordinator and its number.',
  ),
  MPIJob: kind(
    'A run that a launcher starts with mpirun in worker pods, as Horovod and DeepSpeed do.',
  ),
  TrainJob: kind(
    "A training run by a runtime that the platform's people prepared. The job says only what is its own: script, image, nodes and resources.",
  ),
  RayCluster: kind(
    'A Ray cluster: one head pod and groups of worker pods. It stays until it is deleted.',
  ),
  RayJob: kind(
    'A Ray cluster and one job on it. It can take the cluster away when the job is done.',
  ),
  RayService: kind(
    'A Ray cluster with Ray Serve applications. A change of the cluster starts a new one and moves the requests over when it is ready.',
  ),
  'kserve/InferenceServiceSpec': {
    predictor: 'The part that holds the model and answers.',
    transformer: 'A step before and after the model, such as tokenizing or fetching features.',
    explainer: 'A part that says why the model answered what it did.',
  },
  'kserve/Predictor': {
    ...component,
    ...frameworks,
    model:
      'The model and its format, for which KServe looks up a server. Its fields are also those of the container that serves.',
    storageUris:
      'Several places, each with a `uri` and a `mountPath`, which is /mnt/models unless set. It stands instead of `storageUri` of the model.',
    workerSpec:
      'More pods for a model that does not fit one node: `pipelineParallelSize` nodes with `tensorParallelSize` GPUs each.',
  },
  'kserve/Component': component,
  'kserve/Model': {
    modelFormat: 'The format of the model file, by which KServe chooses the server.',
    runtime:
      'The ServingRuntime or ClusterServingRuntime that serves. Without it KServe chooses one for the format.',
    protocolVersion:
      'How clients speak to the server: v1, v2, grpc-v1 or grpc-v2. The server must know it.',
    storageUri:
      'Where the model lies: `s3://`, `gs://`, `hf://`, `pvc://`, `oci://`, `https://` and others. It is brought to /mnt/models before the server starts.',
    storageUris:
      'Several places, each with a `uri` and a `mountPath`, which is /mnt/models unless set. It stands instead of `storageUri`.',
    storage:
      'A place whose credentials are an entry of a Secret: `key` names the entry, `path` the model in it.',
  },
  'kserve/ModelFormat': {
    name: 'The name of the format as the serving runtimes list it, such as sklearn, onnx or huggingface.',
    version: 'The version of the format, where servers differ by it.',
  },
  'kubeflow/RunPolicy': {
    cleanPodPolicy:
      'Which pods go when the job ends: `All`, `Running` (those still running), or `None`, the default. Pods that stay keep their logs.',
    suspend:
      'With true no pods are started, and those that run are deleted. Kueue sets it while a job waits for its turn.',
    schedulingPolicy:
      'How the pods are scheduled together (`minAvailable`, `queue`, `priorityClass`), so that half of a job does not hold GPUs and wait for the rest.',
    managedBy:
      'Who runs the job: the training operator itself, or `kueue.x-k8s.io/multikueue`, which sends it to another cluster.',
    backoffLimit: 'How many retries there are before the job counts as failed.',
    activeDeadlineSeconds: 'Seconds from the start after which the job is ended, done or not.',
    ttlSecondsAfterFinished:
      'Seconds after the end until the job is deleted with its pods and logs. Not set means never.',
  },
  'kubeflow/ReplicaSpec': {
    replicas: 'The number of these pods: 1 unless set.',
    restartPolicy:
      'What follows when a container ends. `ExitCode` takes codes from 128 on for passing faults and restarts, and those below for final. It stands above the restartPolicy of the template.',
    template: 'The pod. The container that trains has a name that the operator knows.',
  },
  'kubeflow/PyTorchJobSpec': {
    ...runPolicy,
    pytorchReplicaSpecs: `${replicaSpecs('`Master` (one) and `Worker`')} The container that trains is called \`pytorch\`.`,
    elasticPolicy:
      'Lets the number of workers change between `minReplicas` and `maxReplicas` while the job runs; torchrun meets again and goes on from the last checkpoint.',
    nprocPerNode:
      'Processes in each pod: `auto`, `cpu`, `gpu` or a number in quotes. For training on GPUs it is the number of GPUs of the pod.',
  },
  'kubeflow/TFJobSpec': {
    ...runPolicy,
    tfReplicaSpecs: `${replicaSpecs('`Chief`, `Worker`, `PS` (parameter servers) and `Evaluator`')} The container that trains is called \`tensorflow\`.`,
  },
  'kubeflow/XGBoostJobSpec': {
    ...runPolicy,
    xgbReplicaSpecs: `${replicaSpecs('`Master` and `Worker`')} The container that trains is called \`xgboost\`.`,
  },
  'kubeflow/PaddleJobSpec': {
    ...runPolicy,
    paddleReplicaSpecs: `${replicaSpecs('`Master` and `Worker`')} The container that trains is called \`paddle\`.`,
  },
  'kubeflow/JAXJobSpec': {
    ...runPolicy,
    jaxReplicaSpecs: `${replicaSpecs('`Worker`')} The container that trains is called \`jax\`.`,
  },
  'kubeflow/MPIJobSpec': {
    ...runPolicy,
    mpiReplicaSpecs: replicaSpecs('`Launcher` (one, which runs mpirun) and `Worker`'),
    slotsPerWorker:
      'Processes in each worker, as the hostfile lists them: 1 unless set. For training on GPUs it is the number of GPUs of a worker.',
    sshAuthMountPath:
      'The folder for the SSH keys by which the launcher reaches the workers: /root/.ssh unless set. Containers that are not root need one in their own home.',
    mpiImplementation: 'The MPI of the image: OpenMPI unless set.',
    launcherCreationPolicy:
      'When the launcher starts: at once, or with `WaitForWorkersReady` after all workers are ready.',
    runLauncherAsWorker: 'Whether processes run in the launcher pod too.',
    mainContainer:
      'The container in which the processes run, where a pod has several (kubeflow.org/v1).',
    cleanPodPolicy: 'Which pods go when the job ends; `runPolicy` has the same field.',
  },
  'trainer/TrainJobSpec': {
    runtimeRef: 'The runtime that says how such a job runs. It cannot be changed later.',
    trainer: 'What is its own: image, command, number of nodes and what each has.',
    initializer:
      'Fetches `dataset` and `model` into the volume of the job before the training starts.',
    labels: 'Labels for what is made out of this job.',
    annotations: 'Annotations for what is made out of this job.',
    suspend:
      'With true nothing runs: false unless set. Kueue sets it while a job waits for its turn.',
    managedBy:
      'Who runs the job: the controller of the trainer, or `kueue.x-k8s.io/multikueue`. It cannot be changed later.',
  },
  'trainer/RuntimeRef': {
    name: 'The name of the runtime, such as torch-distributed.',
    apiGroup: 'The group of its kind: trainer.kubeflow.org unless set.',
    kind: '`ClusterTrainingRuntime`, the default, or `TrainingRuntime`, which must be in the namespace of the job.',
  },
  'trainer/Trainer': {
    image: 'The image of the training container, instead of that of the runtime.',
    command: 'The command of the training container, instead of that of the runtime.',
    args: 'The arguments of the training container.',
    env: 'Variables of the training container, beside those of the runtime.',
    numNodes: 'How many pods train together.',
    numProcPerNode:
      'Processes on each node. For PyTorch the default `auto` takes one for each GPU; MPI wants a number.',
    resourcesPerNode: 'CPU, memory and GPUs that each node of the job requests.',
  },
  'ray/RayClusterSpec': {
    rayVersion:
      'The Ray version of the images, by which KubeRay chooses its commands. Keep it equal to the tag.',
    enableInTreeAutoscaling:
      'Runs the Ray autoscaler beside the head. It starts and stops workers between `minReplicas` and `maxReplicas` by what tasks and actors ask for, not by load.',
    suspend: 'With true all pods of the cluster are deleted until it is false again.',
    autoscalerOptions:
      'Settings of the Ray autoscaler: `idleTimeoutSeconds` (60 unless set), `upscalingMode`, and the resources of its container.',
    headServiceAnnotations: 'Annotations of the Service in front of the head.',
    gcsFaultToleranceOptions:
      'Keeps what the head knows in Redis, so that a new head can take over and Serve goes on.',
    headGroupSpec: 'The one head pod, which schedules and holds the dashboard.',
    workerGroupSpecs: 'Groups of worker pods; each group has its own kind of machine.',
  },
  'ray/HeadGroupSpec': {
    ...rayGroup,
    serviceType: 'The type of the Service in front of the head: ClusterIP unless set.',
    headService: 'A Service of your own for the head. KubeRay chooses its name.',
    enableIngress: 'Whether KubeRay makes an Ingress for the dashboard of the head.',
  },
  'ray/WorkerGroupSpec': {
    ...rayGroup,
    groupName: 'The name of the group, which tells it from the others of the cluster.',
    replicas:
      'The number of workers to start with: 0 unless set. With the autoscaler on it changes this number itself.',
    minReplicas: 'The fewest workers that the autoscaler keeps: 0 unless set.',
    maxReplicas: 'The most workers that the autoscaler may start; not set, there is no limit.',
    numOfHosts:
      'Pods that together are one worker: 1 unless set. More of them are for accelerators over several hosts, such as TPU slices.',
    idleTimeoutSeconds:
      'Seconds that a worker of this group may be idle before the autoscaler takes it away. It needs version 2 of the autoscaler.',
    suspend:
      'Deletes the pods of the group. KubeRay sets it for a RayJob; it is not meant for people.',
    scaleStrategy: 'Names the workers that go first when the group gets smaller.',
  },
  'ray/RayJobSpec': {
    entrypoint: 'The command that runs on the cluster, such as `python train.py`.',
    runtimeEnvYAML:
      'The environment of the job as a text of YAML: `pip`, `env_vars`, `working_dir`. It is installed at each start; what never changes belongs into the image.',
    jobId: 'The id of the job in Ray; not set, one is made.',
    shutdownAfterJobFinishes:
      'Whether the cluster is deleted when the job has ended. It is false unless set, and then GPUs stay taken.',
    suspend:
      'With true no cluster is made, and one that runs is deleted. Kueue sets it while a job waits.',
    ttlSecondsAfterFinished:
      'Seconds that the cluster stays after the end: 0 unless set. It counts with `shutdownAfterJobFinishes` alone.',
    activeDeadlineSeconds: 'Seconds after which the job is ended, done or not.',
    backoffLimit:
      'How often a failed job is tried again, each time on a new cluster: 0 unless set.',
    submissionMode:
      'Who hands the job to Ray: `K8sJobMode` (a Kubernetes Job, the default), `HTTPMode` (the operator), `SidecarMode` (a container beside the head) or `InteractiveMode` (a person).',
    rayClusterSpec: 'The cluster that is made for this job.',
    clusterSelector:
      'Labels of a cluster that runs already and takes the job; it stands instead of `rayClusterSpec`.',
    metadata: 'Texts that Ray keeps with the job, for your own use.',
    entrypointNumCpus: 'CPUs that Ray reserves for the command itself.',
    entrypointNumGpus: 'GPUs that Ray reserves for the command itself.',
    entrypointResources:
      'Resources of your own naming that Ray reserves for the command, as a text of JSON.',
    submitterPodTemplate: 'The pod that hands over the job in `K8sJobMode`.',
  },
  'ray/RayServiceSpec': {
    serveConfigV2:
      'The applications and deployments of Ray Serve, as a text of YAML. A change of it alone is taken over without a new cluster.',
    rayClusterConfig: 'The cluster that serves. A change of it makes a new cluster first.',
    serveService: 'A Service of your own for the pods that answer requests.',
    upgradeStrategy:
      'How a change of the cluster is made: `type: NewCluster` starts a second one beside the first and needs its GPUs twice; `None` changes nothing.',
    excludeHeadPodFromServeSvc:
      'Keeps requests away from the head pod, which has the whole cluster to look after.',
    serviceUnhealthySecondThreshold: 'No longer used: KubeRay passes over it.',
    deploymentUnhealthySecondThreshold: 'No longer used: KubeRay passes over it.',
  },
};
