import * as promise from '../../suite/build-promises.ts';
import { clause } from '../../suite/clause-test.ts';

const tree = 'compat';

export default [
  clause('compat.image.build.400.isolation', promise.isolationIsDefault),
  clause('compat.image.build.200.image', (scene) => promise.makesImage(scene, tree)),
  clause('compat.image.build.200.progress', (scene) => promise.streamsAsItRuns(scene, tree)),
  clause('compat.image.build.200.failure', (scene) => promise.failureIsTold(scene, tree)),
  clause('compat.image.build.any.dockerfile', (scene) => promise.dockerfileIsNamed(scene, tree)),
  clause('compat.image.build.any.t', (scene) => promise.everyNameIsGiven(scene, tree)),
  clause('compat.image.build.any.extrahosts', (scene) => promise.hostsAreAdded(scene, tree)),
  clause('compat.image.build.any.remote', (scene) => promise.remoteIsFetched(scene, tree)),
  clause('compat.image.build.any.q', (scene) => promise.quietTellsTheId(scene, tree)),
  clause('compat.image.build.any.cache', (scene) => promise.stepsAreTakenAgain(scene, tree)),
  clause('compat.image.build.any.cachefrom', (scene) => promise.stepsComeFromImages(scene, tree)),
  clause('compat.image.build.any.pull', (scene) => promise.pullAsksTheRegistry(scene, tree)),
  clause('compat.image.build.any.rm', (scene) => promise.workingContainersGo(scene, tree)),
  clause(
    'compat.image.build.any.limits',
    async (scene) => {
      await promise.memoryIsLimited(scene, tree);
      await promise.shmHasItsSize(scene, tree);
    },
    { needs: ['cgroup-limits'] },
  ),
  clause('compat.image.build.any.buildargs', (scene) => promise.argumentsAreSet(scene, tree)),
  clause('compat.image.build.any.squash', (scene) => promise.newLayersBecomeOne(scene, tree)),
  clause('compat.image.build.any.labels', (scene) => promise.labelsAreOn(scene, tree)),
  clause('compat.image.build.any.networkmode', (scene) => promise.networkIsChosen(scene, tree)),
  clause('compat.image.build.any.platform', (scene) => promise.platformIsTaken(scene, tree)),
  clause('compat.image.build.any.target', (scene) => promise.targetEndsTheBuild(scene, tree)),
  clause('compat.image.build.any.outputs', (scene) => promise.outputsChangeNothing(scene, tree)),
  clause('compat.image.build.any.dockerignore', (scene) =>
    promise.ignoredFilesStayOut(scene, tree),
  ),
  clause('compat.image.build.any.context-inside', (scene) => promise.nothingLeadsOut(scene, tree)),
  clause('compat.image.build.any.client-leaves', (scene) => promise.leavingEndsIt(scene, tree)),
  clause('compat.image.build.400.content-type', (scene) =>
    promise.otherTypesAreRefused(scene, tree),
  ),
  clause('compat.image.build.400.parameter', (scene) =>
    promise.badParametersAreRefused(scene, tree),
  ),
  clause('compat.image.build.500.error-body', (scene) =>
    promise.missingDockerfileIsAnError(scene, tree),
  ),
];
