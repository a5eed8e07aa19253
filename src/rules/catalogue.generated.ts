// Generated from the files of this folder by `npm run generate`. Do not edit.
import addInsteadOfCopy from './dockerfile/add-instead-of-copy.ts';
import apkCache from './dockerfile/apk-cache.ts';
import aptAssumeYes from './dockerfile/apt-assume-yes.ts';
import aptInScript from './dockerfile/apt-in-script.ts';
import aptListsLeft from './dockerfile/apt-lists-left.ts';
import aptRecommends from './dockerfile/apt-recommends.ts';
import asCasing from './dockerfile/as-casing.ts';
import consecutiveRuns from './dockerfile/consecutive-runs.ts';
import copyBeforeInstall from './dockerfile/copy-before-install.ts';
import copyFromOwnStage from './dockerfile/copy-from-own-stage.ts';
import copyRelativeWithoutWorkdir from './dockerfile/copy-relative-without-workdir.ts';
import cudaDevelFinalStage from './dockerfile/cuda-devel-final-stage.ts';
import curlAndWget from './dockerfile/curl-and-wget.ts';
import duplicateStageName from './dockerfile/duplicate-stage-name.ts';
import emptyContinuation from './dockerfile/empty-continuation.ts';
import envReadsItself from './dockerfile/env-reads-itself.ts';
import exposeFormat from './dockerfile/expose-format.ts';
import instructionCasing from './dockerfile/instruction-casing.ts';
import invalidDefaultArg from './dockerfile/invalid-default-arg.ts';
import legacyKeyValue from './dockerfile/legacy-key-value.ts';
import localhostServer from './dockerfile/localhost-server.ts';
import lostChangeOfFolder from './dockerfile/lost-change-of-folder.ts';
import maintainerDeprecated from './dockerfile/maintainer-deprecated.ts';
import missingHealthcheck from './dockerfile/missing-healthcheck.ts';
import multipleCommands from './dockerfile/multiple-commands.ts';
import packageCacheLeft from './dockerfile/package-cache-left.ts';
import packageManagerAsks from './dockerfile/package-manager-asks.ts';
import pipCache from './dockerfile/pip-cache.ts';
import pipeWithoutPipefail from './dockerfile/pipe-without-pipefail.ts';
import platformFlag from './dockerfile/platform-flag.ts';
import pointlessCommand from './dockerfile/pointless-command.ts';
import relativeWorkdir from './dockerfile/relative-workdir.ts';
import reservedStageName from './dockerfile/reserved-stage-name.ts';
import rootUser from './dockerfile/root-user.ts';
import secretInEnv from './dockerfile/secret-in-env.ts';
import shellFormCommand from './dockerfile/shell-form-command.ts';
import shellLink from './dockerfile/shell-link.ts';
import stageNameCasing from './dockerfile/stage-name-casing.ts';
import sudoInRun from './dockerfile/sudo-in-run.ts';
import syntaxError from './dockerfile/syntax-error.ts';
import undefinedArgInFrom from './dockerfile/undefined-arg-in-from.ts';
import undefinedVariable from './dockerfile/undefined-variable.ts';
import unknownInstruction from './dockerfile/unknown-instruction.ts';
import unpinnedBaseImage from './dockerfile/unpinned-base-image.ts';
import unpinnedPipPackage from './dockerfile/unpinned-pip-package.ts';
import unpinnedSystemPackage from './dockerfile/unpinned-system-package.ts';
import useraddLargeUid from './dockerfile/useradd-large-uid.ts';
import badEnum from './kubernetes/bad-enum.ts';
import gpuRequestMismatch from './kubernetes/gpu-request-mismatch.ts';
import hpaReplicasConflict from './kubernetes/hpa-replicas-conflict.ts';
import hpaWithoutRequests from './kubernetes/hpa-without-requests.ts';
import malformedQuantity from './kubernetes/malformed-quantity.ts';
import missingReadinessProbe from './kubernetes/missing-readiness-probe.ts';
import missingResources from './kubernetes/missing-resources.ts';
import removedApiVersion from './kubernetes/removed-api-version.ts';
import shmTooSmall from './kubernetes/shm-too-small.ts';
import slowStartNoStartupProbe from './kubernetes/slow-start-no-startup-probe.ts';
import unknownField from './kubernetes/unknown-field.ts';
import unpinnedImage from './kubernetes/unpinned-image.ts';
import wrongType from './kubernetes/wrong-type.ts';
import yamlSyntax from './kubernetes/yaml-syntax.ts';
import copySourceMissing from './project/copy-source-missing.ts';
import hpaTargetMissing from './project/hpa-target-missing.ts';
import missingDependency from './project/missing-dependency.ts';
import missingSystemLibrary from './project/missing-system-library.ts';
import portMismatch from './project/port-mismatch.ts';
import selectorMismatch from './project/selector-mismatch.ts';
import type { Rule } from './rule.ts';

/** All rules in order of family and id. */
export const catalogue: readonly Rule[] = [
  addInsteadOfCopy,
  apkCache,
  aptAssumeYes,
  aptInScript,
  aptListsLeft,
  aptRecommends,
  asCasing,
  consecutiveRuns,
  copyBeforeInstall,
  copyFromOwnStage,
  copyRelativeWithoutWorkdir,
  cudaDevelFinalStage,
  curlAndWget,
  duplicateStageName,
  emptyContinuation,
  envReadsItself,
  exposeFormat,
  instructionCasing,
  invalidDefaultArg,
  legacyKeyValue,
  localhostServer,
  lostChangeOfFolder,
  maintainerDeprecated,
  missingHealthcheck,
  multipleCommands,
  packageCacheLeft,
  packageManagerAsks,
  pipCache,
  pipeWithoutPipefail,
  platformFlag,
  pointlessCommand,
  relativeWorkdir,
  reservedStageName,
  rootUser,
  secretInEnv,
  shellFormCommand,
  shellLink,
  stageNameCasing,
  sudoInRun,
  syntaxError,
  undefinedArgInFrom,
  undefinedVariable,
  unknownInstruction,
  unpinnedBaseImage,
  unpinnedPipPackage,
  unpinnedSystemPackage,
  useraddLargeUid,
  badEnum,
  gpuRequestMismatch,
  hpaReplicasConflict,
  hpaWithoutRequests,
  malformedQuantity,
  missingReadinessProbe,
  missingResources,
  removedApiVersion,
  shmTooSmall,
  slowStartNoStartupProbe,
  unknownField,
  unpinnedImage,
  wrongType,
  yamlSyntax,
  copySourceMissing,
  hpaTargetMissing,
  missingDependency,
  missingSystemLibrary,
  portMismatch,
  selectorMismatch,
];
