// The version whose API first had a field, also when it was an alpha field then; only those since 1.21, which clusters in use may lack.

/** Fields as `field version` by type; an empty field stands for the kind. */
export const fieldsSince: Readonly<Record<string, string>> = {
  'v1/Container': 'restartPolicy 1.28, resizePolicy 1.27',
  'v1/Probe': 'grpc 1.23, terminationGracePeriodSeconds 1.21',
  'v1/PodSpec':
    'hostUsers 1.25, schedulingGates 1.26, os 1.23, resourceClaims 1.26, resources 1.32, hostnameOverride 1.34',
  'v1/TopologySpreadConstraint':
    'matchLabelKeys 1.25, minDomains 1.24, nodeAffinityPolicy 1.25, nodeTaintsPolicy 1.25',
  'v1/PodAffinityTerm': 'matchLabelKeys 1.29, mismatchLabelKeys 1.29, namespaceSelector 1.21',
  'v1/SecurityContext': 'appArmorProfile 1.30',
  'v1/PodSecurityContext':
    'appArmorProfile 1.30, supplementalGroupsPolicy 1.31, seLinuxChangePolicy 1.32',
  'v1/Volume': 'image 1.31',
  'v1/VolumeMount': 'recursiveReadOnly 1.30',
  'v1/LifecycleHandler': 'sleep 1.29',
  'v1/Lifecycle': 'stopSignal 1.33',
  'v1/EnvVarSource': 'fileKeyRef 1.34',
  'v1/ServiceSpec': 'trafficDistribution 1.30, internalTrafficPolicy 1.21',
  'v1/PersistentVolumeClaimSpec': 'volumeAttributesClassName 1.29',
  'batch/v1/CronJob': ' 1.21',
  'batch/v1/CronJobSpec': 'timeZone 1.24',
  'batch/v1/JobSpec':
    'podFailurePolicy 1.25, backoffLimitPerIndex 1.28, maxFailedIndexes 1.28, podReplacementPolicy 1.28, successPolicy 1.30, managedBy 1.30, completionMode 1.21, suspend 1.21',
  'apps/v1/StatefulSetSpec':
    'minReadySeconds 1.22, ordinals 1.26, persistentVolumeClaimRetentionPolicy 1.23',
  'apps/v1/RollingUpdateStatefulSetStrategy': 'maxUnavailable 1.24',
  'policy/v1/PodDisruptionBudget': ' 1.21',
  'policy/v1/PodDisruptionBudgetSpec': 'unhealthyPodEvictionPolicy 1.26',
  'autoscaling/v2/HorizontalPodAutoscaler': ' 1.23',
  'autoscaling/v2/HPAScalingRules': 'tolerance 1.33',
  'discovery.k8s.io/v1/EndpointSlice': ' 1.21',
};
