// Generated from the files of this folder by `npm run generate`. Do not edit.
import addInsteadOfCopy from './dockerfile/add-instead-of-copy.ts';
import adduserOfAlpine from './dockerfile/adduser-of-alpine.ts';
import apkCache from './dockerfile/apk-cache.ts';
import appObjectMissing from './dockerfile/app-object-missing.ts';
import aptAssumeYes from './dockerfile/apt-assume-yes.ts';
import aptInScript from './dockerfile/apt-in-script.ts';
import aptListsLeft from './dockerfile/apt-lists-left.ts';
import aptRecommends from './dockerfile/apt-recommends.ts';
import archiveUnpackedLater from './dockerfile/archive-unpacked-later.ts';
import archivedBaseImage from './dockerfile/archived-base-image.ts';
import archivedRelease from './dockerfile/archived-release.ts';
import argOutOfScope from './dockerfile/arg-out-of-scope.ts';
import asCasing from './dockerfile/as-casing.ts';
import baseImageWithoutDigest from './dockerfile/base-image-without-digest.ts';
import bashSyntaxInSh from './dockerfile/bash-syntax-in-sh.ts';
import brokenContinuation from './dockerfile/broken-continuation.ts';
import bufferedOutput from './dockerfile/buffered-output.ts';
import buildStepInCommand from './dockerfile/build-step-in-command.ts';
import cacheMountUnused from './dockerfile/cache-mount-unused.ts';
import cdInRun from './dockerfile/cd-in-run.ts';
import checkImportMissing from './dockerfile/check-import-missing.ts';
import chownCopiesLayer from './dockerfile/chown-copies-layer.ts';
import circularStages from './dockerfile/circular-stages.ts';
import clearTextDownload from './dockerfile/clear-text-download.ts';
import commentInInstruction from './dockerfile/comment-in-instruction.ts';
import condaRunHoldsOutput from './dockerfile/conda-run-holds-output.ts';
import consecutiveRuns from './dockerfile/consecutive-runs.ts';
import copyAfterUserWithoutChown from './dockerfile/copy-after-user-without-chown.ts';
import copyBeforeInstall from './dockerfile/copy-before-install.ts';
import copyFromLaterStage from './dockerfile/copy-from-later-stage.ts';
import copyFromMissingStage from './dockerfile/copy-from-missing-stage.ts';
import copyFromOwnStage from './dockerfile/copy-from-own-stage.ts';
import copyFromUntaggedImage from './dockerfile/copy-from-untagged-image.ts';
import copyRelativeWithoutWorkdir from './dockerfile/copy-relative-without-workdir.ts';
import copyTargetWithoutSlash from './dockerfile/copy-target-without-slash.ts';
import copyWholeContext from './dockerfile/copy-whole-context.ts';
import createdUserUnused from './dockerfile/created-user-unused.ts';
import credentialCommand from './dockerfile/credential-command.ts';
import cudaArchUnknownToCompiler from './dockerfile/cuda-arch-unknown-to-compiler.ts';
import cudaDevelFinalStage from './dockerfile/cuda-devel-final-stage.ts';
import cudaWheelMismatch from './dockerfile/cuda-wheel-mismatch.ts';
import curlAndWget from './dockerfile/curl-and-wget.ts';
import curlWithoutFail from './dockerfile/curl-without-fail.ts';
import debugServer from './dockerfile/debug-server.ts';
import definitionDescription from './dockerfile/definition-description.ts';
import deletedInLaterLayer from './dockerfile/deleted-in-later-layer.ts';
import developmentToolsServed from './dockerfile/development-tools-served.ts';
import distUpgrade from './dockerfile/dist-upgrade.ts';
import downloadInRootHome from './dockerfile/download-in-root-home.ts';
import driverCapabilitiesAll from './dockerfile/driver-capabilities-all.ts';
import duplicateStageName from './dockerfile/duplicate-stage-name.ts';
import emptyContinuation from './dockerfile/empty-continuation.ts';
import envCommandSubstitution from './dockerfile/env-command-substitution.ts';
import envReadsItself from './dockerfile/env-reads-itself.ts';
import envWithBlankAroundEquals from './dockerfile/env-with-blank-around-equals.ts';
import environmentInCache from './dockerfile/environment-in-cache.ts';
import exposeFormat from './dockerfile/expose-format.ts';
import externallyManagedPython from './dockerfile/externally-managed-python.ts';
import getPipNeedsNewerPython from './dockerfile/get-pip-needs-newer-python.ts';
import gpuDriverInImage from './dockerfile/gpu-driver-in-image.ts';
import gpuQueryInBuild from './dockerfile/gpu-query-in-build.ts';
import healthcheckMissesServer from './dockerfile/healthcheck-misses-server.ts';
import heredocWithoutErrexit from './dockerfile/heredoc-without-errexit.ts';
import hfDeprecatedEnv from './dockerfile/hf-deprecated-env.ts';
import hfTransferMissing from './dockerfile/hf-transfer-missing.ts';
import inlineIgnore from './dockerfile/inline-ignore.ts';
import installInBackground from './dockerfile/install-in-background.ts';
import installerOptionGone from './dockerfile/installer-option-gone.ts';
import instructionCasing from './dockerfile/instruction-casing.ts';
import instructionInCommand from './dockerfile/instruction-in-command.ts';
import invalidDefaultArg from './dockerfile/invalid-default-arg.ts';
import invalidPlatform from './dockerfile/invalid-platform.ts';
import jupyterRefusesRoot from './dockerfile/jupyter-refuses-root.ts';
import jupyterWithoutToken from './dockerfile/jupyter-without-token.ts';
import labelKey from './dockerfile/label-key.ts';
import labelValue from './dockerfile/label-value.ts';
import legacyKeyValue from './dockerfile/legacy-key-value.ts';
import literalTilde from './dockerfile/literal-tilde.ts';
import localhostServer from './dockerfile/localhost-server.ts';
import lockFileMissing from './dockerfile/lock-file-missing.ts';
import lostChangeOfFolder from './dockerfile/lost-change-of-folder.ts';
import maintainerDeprecated from './dockerfile/maintainer-deprecated.ts';
import microdnfWithoutYes from './dockerfile/microdnf-without-yes.ts';
import missingBaseTag from './dockerfile/missing-base-tag.ts';
import missingHealthcheck from './dockerfile/missing-healthcheck.ts';
import missingLabel from './dockerfile/missing-label.ts';
import missingLatestTag from './dockerfile/missing-latest-tag.ts';
import missingOperator from './dockerfile/missing-operator.ts';
import missingUser from './dockerfile/missing-user.ts';
import modelDownloadedAtStart from './dockerfile/model-downloaded-at-start.ts';
import multipleCommands from './dockerfile/multiple-commands.ts';
import ollamaWithoutServer from './dockerfile/ollama-without-server.ts';
import operatorInCopy from './dockerfile/operator-in-copy.ts';
import operatorInExecForm from './dockerfile/operator-in-exec-form.ts';
import osEol from './dockerfile/os-eol.ts';
import packageCacheLeft from './dockerfile/package-cache-left.ts';
import packageManagerAsks from './dockerfile/package-manager-asks.ts';
import packageNotInRelease from './dockerfile/package-not-in-release.ts';
import packagesInRootHome from './dockerfile/packages-in-root-home.ts';
import passwordInRun from './dockerfile/password-in-run.ts';
import pipCache from './dockerfile/pip-cache.ts';
import pipVersionRedirect from './dockerfile/pip-version-redirect.ts';
import pipWithoutCommand from './dockerfile/pip-without-command.ts';
import pipeToShell from './dockerfile/pipe-to-shell.ts';
import pipeWithoutPipefail from './dockerfile/pipe-without-pipefail.ts';
import platformFlag from './dockerfile/platform-flag.ts';
import pointlessCommand from './dockerfile/pointless-command.ts';
import programNotInstalled from './dockerfile/program-not-installed.ts';
import pythonEol from './dockerfile/python-eol.ts';
import redundantCudaInstall from './dockerfile/redundant-cuda-install.ts';
import relativeImportAtStart from './dockerfile/relative-import-at-start.ts';
import relativeWorkdir from './dockerfile/relative-workdir.ts';
import requirementOptionIgnored from './dockerfile/requirement-option-ignored.ts';
import reservedStageName from './dockerfile/reserved-stage-name.ts';
import rmOfEmptyVariable from './dockerfile/rm-of-empty-variable.ts';
import rootUser from './dockerfile/root-user.ts';
import runInsecure from './dockerfile/run-insecure.ts';
import secretFileCopied from './dockerfile/secret-file-copied.ts';
import secretInEnv from './dockerfile/secret-in-env.ts';
import secretValue from './dockerfile/secret-value.ts';
import serverFlagValue from './dockerfile/server-flag-value.ts';
import serverInBackground from './dockerfile/server-in-background.ts';
import serverInterfaceMismatch from './dockerfile/server-interface-mismatch.ts';
import serverNotStarted from './dockerfile/server-not-started.ts';
import shellFormCommand from './dockerfile/shell-form-command.ts';
import shellLink from './dockerfile/shell-link.ts';
import shellRunInScratch from './dockerfile/shell-run-in-scratch.ts';
import sitePackagesVersion from './dockerfile/site-packages-version.ts';
import spacesInExecForm from './dockerfile/spaces-in-exec-form.ts';
import sshKeyInImage from './dockerfile/ssh-key-in-image.ts';
import sshPortExposed from './dockerfile/ssh-port-exposed.ts';
import stageNameCasing from './dockerfile/stage-name-casing.ts';
import stubLibraryPath from './dockerfile/stub-library-path.ts';
import sudoInRun from './dockerfile/sudo-in-run.ts';
import syntaxError from './dockerfile/syntax-error.ts';
import tlsSwitchedOff from './dockerfile/tls-switched-off.ts';
import torchBuildWithoutIndex from './dockerfile/torch-build-without-index.ts';
import torchCudaWheelOnCpuBase from './dockerfile/torch-cuda-wheel-on-cpu-base.ts';
import torchMissingAtBuild from './dockerfile/torch-missing-at-build.ts';
import torchReplaced from './dockerfile/torch-replaced.ts';
import typographicQuotes from './dockerfile/typographic-quotes.ts';
import undefinedArgInFrom from './dockerfile/undefined-arg-in-from.ts';
import undefinedVariable from './dockerfile/undefined-variable.ts';
import unfilledTemplate from './dockerfile/unfilled-template.ts';
import unguardedCd from './dockerfile/unguarded-cd.ts';
import unknownInstruction from './dockerfile/unknown-instruction.ts';
import unknownLabel from './dockerfile/unknown-label.ts';
import unknownServerFlag from './dockerfile/unknown-server-flag.ts';
import unpinnedBaseImage from './dockerfile/unpinned-base-image.ts';
import unpinnedPipPackage from './dockerfile/unpinned-pip-package.ts';
import unpinnedRequirements from './dockerfile/unpinned-requirements.ts';
import unpinnedSystemPackage from './dockerfile/unpinned-system-package.ts';
import unreachableStage from './dockerfile/unreachable-stage.ts';
import unsignedPackages from './dockerfile/unsigned-packages.ts';
import untrustedRegistry from './dockerfile/untrusted-registry.ts';
import updateAlone from './dockerfile/update-alone.ts';
import userByName from './dockerfile/user-by-name.ts';
import useraddLargeUid from './dockerfile/useradd-large-uid.ts';
import uvNotInPath from './dockerfile/uv-not-in-path.ts';
import uvPipWithoutEnvironment from './dockerfile/uv-pip-without-environment.ts';
import uvSyncNotLocked from './dockerfile/uv-sync-not-locked.ts';
import variableInExecForm from './dockerfile/variable-in-exec-form.ts';
import visibleDevicesFixed from './dockerfile/visible-devices-fixed.ts';
import wgetProgress from './dockerfile/wget-progress.ts';
import wholeStageCopied from './dockerfile/whole-stage-copied.ts';
import workdirInSystemFolder from './dockerfile/workdir-in-system-folder.ts';
import worldWritableChmod from './dockerfile/world-writable-chmod.ts';
import addressMissesService from './kubernetes/address-misses-service.ts';
import allGpusVisible from './kubernetes/all-gpus-visible.ts';
import answersCutAtStop from './kubernetes/answers-cut-at-stop.ts';
import argsWithoutProgram from './kubernetes/args-without-program.ts';
import badEnum from './kubernetes/bad-enum.ts';
import brokenTopologySpread from './kubernetes/broken-topology-spread.ts';
import budgetAllowsNoEviction from './kubernetes/budget-allows-no-eviction.ts';
import budgetSelectsNothing from './kubernetes/budget-selects-nothing.ts';
import budgetWithoutNumber from './kubernetes/budget-without-number.ts';
import cacheWithoutSize from './kubernetes/cache-without-size.ts';
import capabilitiesKept from './kubernetes/capabilities-kept.ts';
import claimInTwoWorkloads from './kubernetes/claim-in-two-workloads.ts';
import claimMissing from './kubernetes/claim-missing.ts';
import claimNotWritable from './kubernetes/claim-not-writable.ts';
import claimSharedByReplicas from './kubernetes/claim-shared-by-replicas.ts';
import clusterAdminBinding from './kubernetes/cluster-admin-binding.ts';
import codeHiddenByVolume from './kubernetes/code-hidden-by-volume.ts';
import commandWithSpaces from './kubernetes/command-with-spaces.ts';
import configKeyMissing from './kubernetes/config-key-missing.ts';
import constraintsAllowPrivileged from './kubernetes/constraints-allow-privileged.ts';
import containerRuntimeSocket from './kubernetes/container-runtime-socket.ts';
import cronjobWithoutDeadline from './kubernetes/cronjob-without-deadline.ts';
import customCheck from './kubernetes/custom-check.ts';
import dangerousCapability from './kubernetes/dangerous-capability.ts';
import decimalFileMode from './kubernetes/decimal-file-mode.ts';
import defaultServiceAccount from './kubernetes/default-service-account.ts';
import deprecatedServiceAccount from './kubernetes/deprecated-service-account.ts';
import diskHeldAtRollout from './kubernetes/disk-held-at-rollout.ts';
import diskSmallerThanModel from './kubernetes/disk-smaller-than-model.ts';
import downloadNotKept from './kubernetes/download-not-kept.ts';
import duplicateEntry from './kubernetes/duplicate-entry.ts';
import duplicateEnv from './kubernetes/duplicate-env.ts';
import entrypointScriptDropped from './kubernetes/entrypoint-script-dropped.ts';
import ephemeralStorageUnlimited from './kubernetes/ephemeral-storage-unlimited.ts';
import exclusiveFields from './kubernetes/exclusive-fields.ts';
import fewAutoscaledReplicas from './kubernetes/few-autoscaled-replicas.ts';
import fewReplicas from './kubernetes/few-replicas.ts';
import fieldTooNew from './kubernetes/field-too-new.ts';
import finishedJobKept from './kubernetes/finished-job-kept.ts';
import gpuJobRetried from './kubernetes/gpu-job-retried.ts';
import gpuNodeForNothing from './kubernetes/gpu-node-for-nothing.ts';
import gpuNotRequested from './kubernetes/gpu-not-requested.ts';
import gpuRequestMismatch from './kubernetes/gpu-request-mismatch.ts';
import gpuScaledByCpu from './kubernetes/gpu-scaled-by-cpu.ts';
import gpuTaintNotTolerated from './kubernetes/gpu-taint-not-tolerated.ts';
import gpusHidden from './kubernetes/gpus-hidden.ts';
import headlessServiceMissing from './kubernetes/headless-service-missing.ts';
import hostNamespace from './kubernetes/host-namespace.ts';
import hostPort from './kubernetes/host-port.ts';
import hpaReplicasConflict from './kubernetes/hpa-replicas-conflict.ts';
import hpaWithoutRequests from './kubernetes/hpa-without-requests.ts';
import identicalProbes from './kubernetes/identical-probes.ts';
import imageNotPulledAgain from './kubernetes/image-not-pulled-again.ts';
import ingressBackendMissing from './kubernetes/ingress-backend-missing.ts';
import ingressClassTwice from './kubernetes/ingress-class-twice.ts';
import ingressWithoutTls from './kubernetes/ingress-without-tls.ts';
import instanceLabelDiffers from './kubernetes/instance-label-differs.ts';
import invalidName from './kubernetes/invalid-name.ts';
import invalidPort from './kubernetes/invalid-port.ts';
import invalidSchedule from './kubernetes/invalid-schedule.ts';
import invalidServeConfig from './kubernetes/invalid-serve-config.ts';
import killedBeforeStop from './kubernetes/killed-before-stop.ts';
import livenessRunsModel from './kubernetes/liveness-runs-model.ts';
import localhostInPod from './kubernetes/localhost-in-pod.ts';
import lowContainerPort from './kubernetes/low-container-port.ts';
import lowUserId from './kubernetes/low-user-id.ts';
import malformedLabel from './kubernetes/malformed-label.ts';
import malformedQuantity from './kubernetes/malformed-quantity.ts';
import manyDnsLookups from './kubernetes/many-dns-lookups.ts';
import memorySmallerThanModel from './kubernetes/memory-smaller-than-model.ts';
import memoryVolumeOverLimit from './kubernetes/memory-volume-over-limit.ts';
import minOverMax from './kubernetes/min-over-max.ts';
import missingDisruptionBudget from './kubernetes/missing-disruption-budget.ts';
import missingField from './kubernetes/missing-field.ts';
import missingLimits from './kubernetes/missing-limits.ts';
import missingLivenessProbe from './kubernetes/missing-liveness-probe.ts';
import missingReadinessProbe from './kubernetes/missing-readiness-probe.ts';
import missingResources from './kubernetes/missing-resources.ts';
import missingSeccomp from './kubernetes/missing-seccomp.ts';
import missingVolume from './kubernetes/missing-volume.ts';
import modelOnOneNode from './kubernetes/model-on-one-node.ts';
import monitorSelectsNothing from './kubernetes/monitor-selects-nothing.ts';
import mountReachesNode from './kubernetes/mount-reaches-node.ts';
import namespaceUnset from './kubernetes/namespace-unset.ts';
import nodeNotChosen from './kubernetes/node-not-chosen.ts';
import notBase64 from './kubernetes/not-base64.ts';
import notebookOpenInPod from './kubernetes/notebook-open-in-pod.ts';
import numberOutOfRange from './kubernetes/number-out-of-range.ts';
import otherNamespace from './kubernetes/other-namespace.ts';
import outdatedOperatorApi from './kubernetes/outdated-operator-api.ts';
import overlappingRuns from './kubernetes/overlapping-runs.ts';
import ownPriorityClass from './kubernetes/own-priority-class.ts';
import ownerUnknown from './kubernetes/owner-unknown.ts';
import podNotRestricted from './kubernetes/pod-not-restricted.ts';
import podSecurity from './kubernetes/pod-security.ts';
import podWithoutNetworkPolicy from './kubernetes/pod-without-network-policy.ts';
import policySelectsNothing from './kubernetes/policy-selects-nothing.ts';
import priorityUnset from './kubernetes/priority-unset.ts';
import privilegeEscalation from './kubernetes/privilege-escalation.ts';
import privilegedContainer from './kubernetes/privileged-container.ts';
import probePortUndeclared from './kubernetes/probe-port-undeclared.ts';
import processesUnlikeGpus from './kubernetes/processes-unlike-gpus.ts';
import rbacWildcard from './kubernetes/rbac-wildcard.ts';
import recreatedAtOnce from './kubernetes/recreated-at-once.ts';
import refusedByOperator from './kubernetes/refused-by-operator.ts';
import removedApiVersion from './kubernetes/removed-api-version.ts';
import replicasNotSpread from './kubernetes/replicas-not-spread.ts';
import requestOverLimit from './kubernetes/request-over-limit.ts';
import requestsUnlikeLimits from './kubernetes/requests-unlike-limits.ts';
import resourceWithoutAmount from './kubernetes/resource-without-amount.ts';
import restartPolicy from './kubernetes/restart-policy.ts';
import rewriteDropsPath from './kubernetes/rewrite-drops-path.ts';
import roleCreatesPods from './kubernetes/role-creates-pods.ts';
import roleMissing from './kubernetes/role-missing.ts';
import roleOpensShells from './kubernetes/role-opens-shells.ts';
import roleReadsSecrets from './kubernetes/role-reads-secrets.ts';
import rolloutEndsTooEarly from './kubernetes/rollout-ends-too-early.ts';
import rolloutNeedsSpareGpu from './kubernetes/rollout-needs-spare-gpu.ts';
import rootInPod from './kubernetes/root-in-pod.ts';
import rootRefused from './kubernetes/root-refused.ts';
import sameRankEverywhere from './kubernetes/same-rank-everywhere.ts';
import scaleDownAtOnce from './kubernetes/scale-down-at-once.ts';
import scaleToZeroRefused from './kubernetes/scale-to-zero-refused.ts';
import secretAsVariable from './kubernetes/secret-as-variable.ts';
import secretInManifest from './kubernetes/secret-in-manifest.ts';
import selectorNotInTemplate from './kubernetes/selector-not-in-template.ts';
import sensitiveHostMount from './kubernetes/sensitive-host-mount.ts';
import serverArgumentValue from './kubernetes/server-argument-value.ts';
import serviceAccountMissing from './kubernetes/service-account-missing.ts';
import serviceNameSetsVariable from './kubernetes/service-name-sets-variable.ts';
import serviceOpenOutside from './kubernetes/service-open-outside.ts';
import severalGpuShares from './kubernetes/several-gpu-shares.ts';
import shmOnDisk from './kubernetes/shm-on-disk.ts';
import shmTooSmall from './kubernetes/shm-too-small.ts';
import slowStartNoStartupProbe from './kubernetes/slow-start-no-startup-probe.ts';
import sshPortOpen from './kubernetes/ssh-port-open.ts';
import startupTooShort from './kubernetes/startup-too-short.ts';
import tolerationRefused from './kubernetes/toleration-refused.ts';
import twoAutoscalers from './kubernetes/two-autoscalers.ts';
import unhealthyPodsKept from './kubernetes/unhealthy-pods-kept.ts';
import unknownField from './kubernetes/unknown-field.ts';
import unknownKind from './kubernetes/unknown-kind.ts';
import unknownResource from './kubernetes/unknown-resource.ts';
import unknownServerArgument from './kubernetes/unknown-server-argument.ts';
import unmaskedProc from './kubernetes/unmasked-proc.ts';
import unpinnedImage from './kubernetes/unpinned-image.ts';
import unsafeSysctl from './kubernetes/unsafe-sysctl.ts';
import unsortedKeys from './kubernetes/unsorted-keys.ts';
import unwritableTmp from './kubernetes/unwritable-tmp.ts';
import uploadLimitUnset from './kubernetes/upload-limit-unset.ts';
import variableNotExpanded from './kubernetes/variable-not-expanded.ts';
import variableNotSet from './kubernetes/variable-not-set.ts';
import writableHostMount from './kubernetes/writable-host-mount.ts';
import writableRootFilesystem from './kubernetes/writable-root-filesystem.ts';
import wrongHealthPath from './kubernetes/wrong-health-path.ts';
import wrongType from './kubernetes/wrong-type.ts';
import yamlSyntax from './kubernetes/yaml-syntax.ts';
import artifactsOnServerDisk from './project/artifacts-on-server-disk.ts';
import baseBuiltAtOnce from './project/base-built-at-once.ts';
import buildTargetMissing from './project/build-target-missing.ts';
import builtWithoutCompiler from './project/built-without-compiler.ts';
import cacheNotWritable from './project/cache-not-writable.ts';
import checkProgramMissing from './project/check-program-missing.ts';
import composeBraceWithoutDollar from './project/compose-brace-without-dollar.ts';
import composeNameUndefined from './project/compose-name-undefined.ts';
import composePathMissing from './project/compose-path-missing.ts';
import conflictingRequirements from './project/conflicting-requirements.ts';
import containerEndsAtOnce from './project/container-ends-at-once.ts';
import copySourceMissing from './project/copy-source-missing.ts';
import dataOutsideVolume from './project/data-outside-volume.ts';
import databaseWithoutPassword from './project/database-without-password.ts';
import dependencyTooNew from './project/dependency-too-new.ts';
import devServerInProduction from './project/dev-server-in-production.ts';
import entryScriptWithoutExec from './project/entry-script-without-exec.ts';
import envNamesOtherFile from './project/env-names-other-file.ts';
import environmentNotUsed from './project/environment-not-used.ts';
import environmentWithoutPython from './project/environment-without-python.ts';
import filesOfOneName from './project/files-of-one-name.ts';
import glibcWheelOnAlpine from './project/glibc-wheel-on-alpine.ts';
import hostGatewayMissing from './project/host-gateway-missing.ts';
import hpaTargetMissing from './project/hpa-target-missing.ts';
import importOfOlderRelease from './project/import-of-older-release.ts';
import invalidComposeFile from './project/invalid-compose-file.ts';
import invalidImageReference from './project/invalid-image-reference.ts';
import kafkaReplicationOverBrokers from './project/kafka-replication-over-brokers.ts';
import localhostBetweenServices from './project/localhost-between-services.ts';
import localhostInCode from './project/localhost-in-code.ts';
import missingDependency from './project/missing-dependency.ts';
import missingImageTag from './project/missing-image-tag.ts';
import missingSystemLibrary from './project/missing-system-library.ts';
import missingWheel from './project/missing-wheel.ts';
import moduleNotCopied from './project/module-not-copied.ts';
import movedEnvironment from './project/moved-environment.ts';
import notebookOpenInService from './project/notebook-open-in-service.ts';
import numpyTooNew from './project/numpy-too-new.ts';
import openedFileMissing from './project/opened-file-missing.ts';
import optionOnOwnLine from './project/option-on-own-line.ts';
import portMismatch from './project/port-mismatch.ts';
import portPublishedTwice from './project/port-published-twice.ts';
import postgresVolumePath from './project/postgres-volume-path.ts';
import projectSourceMissing from './project/project-source-missing.ts';
import publishedPortBetweenServices from './project/published-port-between-services.ts';
import removedModule from './project/removed-module.ts';
import selectorMismatch from './project/selector-mismatch.ts';
import serviceInBackground from './project/service-in-background.ts';
import serviceServerFlag from './project/service-server-flag.ts';
import startFileMissing from './project/start-file-missing.ts';
import startProgramMissing from './project/start-program-missing.ts';
import startScriptBroken from './project/start-script-broken.ts';
import streamlitRunWithPython from './project/streamlit-run-with-python.ts';
import trackingServerRefusesName from './project/tracking-server-refuses-name.ts';
import uvRunInstallsAgain from './project/uv-run-installs-again.ts';
import volumeNotWritable from './project/volume-not-writable.ts';
import wrongDistributionName from './project/wrong-distribution-name.ts';
import type { Rule } from './rule.ts';

/** All rules in order of family and id. */
export const catalogue: readonly Rule[] = [
  addInsteadOfCopy,
  adduserOfAlpine,
  apkCache,
  appObjectMissing,
  aptAssumeYes,
  aptInScript,
  aptListsLeft,
  aptRecommends,
  archiveUnpackedLater,
  archivedBaseImage,
  archivedRelease,
  argOutOfScope,
  asCasing,
  baseImageWithoutDigest,
  bashSyntaxInSh,
  brokenContinuation,
  bufferedOutput,
  buildStepInCommand,
  cacheMountUnused,
  cdInRun,
  checkImportMissing,
  chownCopiesLayer,
  circularStages,
  clearTextDownload,
  commentInInstruction,
  condaRunHoldsOutput,
  consecutiveRuns,
  copyAfterUserWithoutChown,
  copyBeforeInstall,
  copyFromLaterStage,
  copyFromMissingStage,
  copyFromOwnStage,
  copyFromUntaggedImage,
  copyRelativeWithoutWorkdir,
  copyTargetWithoutSlash,
  copyWholeContext,
  createdUserUnused,
  credentialCommand,
  cudaArchUnknownToCompiler,
  cudaDevelFinalStage,
  cudaWheelMismatch,
  curlAndWget,
  curlWithoutFail,
  debugServer,
  definitionDescription,
  deletedInLaterLayer,
  developmentToolsServed,
  distUpgrade,
  downloadInRootHome,
  driverCapabilitiesAll,
  duplicateStageName,
  emptyContinuation,
  envCommandSubstitution,
  envReadsItself,
  envWithBlankAroundEquals,
  environmentInCache,
  exposeFormat,
  externallyManagedPython,
  getPipNeedsNewerPython,
  gpuDriverInImage,
  gpuQueryInBuild,
  healthcheckMissesServer,
  heredocWithoutErrexit,
  hfDeprecatedEnv,
  hfTransferMissing,
  inlineIgnore,
  installInBackground,
  installerOptionGone,
  instructionCasing,
  instructionInCommand,
  invalidDefaultArg,
  invalidPlatform,
  jupyterRefusesRoot,
  jupyterWithoutToken,
  labelKey,
  labelValue,
  legacyKeyValue,
  literalTilde,
  localhostServer,
  lockFileMissing,
  lostChangeOfFolder,
  maintainerDeprecated,
  microdnfWithoutYes,
  missingBaseTag,
  missingHealthcheck,
  missingLabel,
  missingLatestTag,
  missingOperator,
  missingUser,
  modelDownloadedAtStart,
  multipleCommands,
  ollamaWithoutServer,
  operatorInCopy,
  operatorInExecForm,
  osEol,
  packageCacheLeft,
  packageManagerAsks,
  packageNotInRelease,
  packagesInRootHome,
  passwordInRun,
  pipCache,
  pipVersionRedirect,
  pipWithoutCommand,
  pipeToShell,
  pipeWithoutPipefail,
  platformFlag,
  pointlessCommand,
  programNotInstalled,
  pythonEol,
  redundantCudaInstall,
  relativeImportAtStart,
  relativeWorkdir,
  requirementOptionIgnored,
  reservedStageName,
  rmOfEmptyVariable,
  rootUser,
  runInsecure,
  secretFileCopied,
  secretInEnv,
  secretValue,
  serverFlagValue,
  serverInBackground,
  serverInterfaceMismatch,
  serverNotStarted,
  shellFormCommand,
  shellLink,
  shellRunInScratch,
  sitePackagesVersion,
  spacesInExecForm,
  sshKeyInImage,
  sshPortExposed,
  stageNameCasing,
  stubLibraryPath,
  sudoInRun,
  syntaxError,
  tlsSwitchedOff,
  torchBuildWithoutIndex,
  torchCudaWheelOnCpuBase,
  torchMissingAtBuild,
  torchReplaced,
  typographicQuotes,
  undefinedArgInFrom,
  undefinedVariable,
  unfilledTemplate,
  unguardedCd,
  unknownInstruction,
  unknownLabel,
  unknownServerFlag,
  unpinnedBaseImage,
  unpinnedPipPackage,
  unpinnedRequirements,
  unpinnedSystemPackage,
  unreachableStage,
  unsignedPackages,
  untrustedRegistry,
  updateAlone,
  userByName,
  useraddLargeUid,
  uvNotInPath,
  uvPipWithoutEnvironment,
  uvSyncNotLocked,
  variableInExecForm,
  visibleDevicesFixed,
  wgetProgress,
  wholeStageCopied,
  workdirInSystemFolder,
  worldWritableChmod,
  addressMissesService,
  allGpusVisible,
  answersCutAtStop,
  argsWithoutProgram,
  badEnum,
  brokenTopologySpread,
  budgetAllowsNoEviction,
  budgetSelectsNothing,
  budgetWithoutNumber,
  cacheWithoutSize,
  capabilitiesKept,
  claimInTwoWorkloads,
  claimMissing,
  claimNotWritable,
  claimSharedByReplicas,
  clusterAdminBinding,
  codeHiddenByVolume,
  commandWithSpaces,
  configKeyMissing,
  constraintsAllowPrivileged,
  containerRuntimeSocket,
  cronjobWithoutDeadline,
  customCheck,
  dangerousCapability,
  decimalFileMode,
  defaultServiceAccount,
  deprecatedServiceAccount,
  diskHeldAtRollout,
  diskSmallerThanModel,
  downloadNotKept,
  duplicateEntry,
  duplicateEnv,
  entrypointScriptDropped,
  ephemeralStorageUnlimited,
  exclusiveFields,
  fewAutoscaledReplicas,
  fewReplicas,
  fieldTooNew,
  finishedJobKept,
  gpuJobRetried,
  gpuNodeForNothing,
  gpuNotRequested,
  gpuRequestMismatch,
  gpuScaledByCpu,
  gpuTaintNotTolerated,
  gpusHidden,
  headlessServiceMissing,
  hostNamespace,
  hostPort,
  hpaReplicasConflict,
  hpaWithoutRequests,
  identicalProbes,
  imageNotPulledAgain,
  ingressBackendMissing,
  ingressClassTwice,
  ingressWithoutTls,
  instanceLabelDiffers,
  invalidName,
  invalidPort,
  invalidSchedule,
  invalidServeConfig,
  killedBeforeStop,
  livenessRunsModel,
  localhostInPod,
  lowContainerPort,
  lowUserId,
  malformedLabel,
  malformedQuantity,
  manyDnsLookups,
  memorySmallerThanModel,
  memoryVolumeOverLimit,
  minOverMax,
  missingDisruptionBudget,
  missingField,
  missingLimits,
  missingLivenessProbe,
  missingReadinessProbe,
  missingResources,
  missingSeccomp,
  missingVolume,
  modelOnOneNode,
  monitorSelectsNothing,
  mountReachesNode,
  namespaceUnset,
  nodeNotChosen,
  notBase64,
  notebookOpenInPod,
  numberOutOfRange,
  otherNamespace,
  outdatedOperatorApi,
  overlappingRuns,
  ownPriorityClass,
  ownerUnknown,
  podNotRestricted,
  podSecurity,
  podWithoutNetworkPolicy,
  policySelectsNothing,
  priorityUnset,
  privilegeEscalation,
  privilegedContainer,
  probePortUndeclared,
  processesUnlikeGpus,
  rbacWildcard,
  recreatedAtOnce,
  refusedByOperator,
  removedApiVersion,
  replicasNotSpread,
  requestOverLimit,
  requestsUnlikeLimits,
  resourceWithoutAmount,
  restartPolicy,
  rewriteDropsPath,
  roleCreatesPods,
  roleMissing,
  roleOpensShells,
  roleReadsSecrets,
  rolloutEndsTooEarly,
  rolloutNeedsSpareGpu,
  rootInPod,
  rootRefused,
  sameRankEverywhere,
  scaleDownAtOnce,
  scaleToZeroRefused,
  secretAsVariable,
  secretInManifest,
  selectorNotInTemplate,
  sensitiveHostMount,
  serverArgumentValue,
  serviceAccountMissing,
  serviceNameSetsVariable,
  serviceOpenOutside,
  severalGpuShares,
  shmOnDisk,
  shmTooSmall,
  slowStartNoStartupProbe,
  sshPortOpen,
  startupTooShort,
  tolerationRefused,
  twoAutoscalers,
  unhealthyPodsKept,
  unknownField,
  unknownKind,
  unknownResource,
  unknownServerArgument,
  unmaskedProc,
  unpinnedImage,
  unsafeSysctl,
  unsortedKeys,
  unwritableTmp,
  uploadLimitUnset,
  variableNotExpanded,
  variableNotSet,
  writableHostMount,
  writableRootFilesystem,
  wrongHealthPath,
  wrongType,
  yamlSyntax,
  artifactsOnServerDisk,
  baseBuiltAtOnce,
  buildTargetMissing,
  builtWithoutCompiler,
  cacheNotWritable,
  checkProgramMissing,
  composeBraceWithoutDollar,
  composeNameUndefined,
  composePathMissing,
  conflictingRequirements,
  containerEndsAtOnce,
  copySourceMissing,
  dataOutsideVolume,
  databaseWithoutPassword,
  dependencyTooNew,
  devServerInProduction,
  entryScriptWithoutExec,
  envNamesOtherFile,
  environmentNotUsed,
  environmentWithoutPython,
  filesOfOneName,
  glibcWheelOnAlpine,
  hostGatewayMissing,
  hpaTargetMissing,
  importOfOlderRelease,
  invalidComposeFile,
  invalidImageReference,
  kafkaReplicationOverBrokers,
  localhostBetweenServices,
  localhostInCode,
  missingDependency,
  missingImageTag,
  missingSystemLibrary,
  missingWheel,
  moduleNotCopied,
  movedEnvironment,
  notebookOpenInService,
  numpyTooNew,
  openedFileMissing,
  optionOnOwnLine,
  portMismatch,
  portPublishedTwice,
  postgresVolumePath,
  projectSourceMissing,
  publishedPortBetweenServices,
  removedModule,
  selectorMismatch,
  serviceInBackground,
  serviceServerFlag,
  startFileMissing,
  startProgramMissing,
  startScriptBroken,
  streamlitRunWithPython,
  trackingServerRefusesName,
  uvRunInstallsAgain,
  volumeNotWritable,
  wrongDistributionName,
];
