import * as promise from '../../suite/build-promises.ts';
import { clause } from '../../suite/clause-test.ts';

const tree = 'libpod';

export default [
  clause('libpod.image.build.200.platforms', promise.platformsAreBuilt),
  clause('libpod.image.build.200.usage', promise.usageIsTold),
  clause('libpod.image.build.200.jobs', promise.stagesRunSideBySide),
  clause('libpod.image.build.200.built', (scene) => promise.makesImage(scene, tree)),
  clause('libpod.image.build.200.stream', (scene) => promise.streamsAsItRuns(scene, tree)),
  clause('libpod.image.build.200.error-line', (scene) => promise.failureIsTold(scene, tree)),
  clause('libpod.image.build.200.dockerfile', (scene) => promise.dockerfileIsNamed(scene, tree)),
  clause('libpod.image.build.200.several-names', (scene) => promise.everyNameIsGiven(scene, tree)),
  clause('libpod.image.build.200.tag-default', (scene) => promise.everyNameIsGiven(scene, tree)),
  clause('libpod.image.build.200.build-args', (scene) => promise.argumentsAreSet(scene, tree)),
  clause('libpod.image.build.200.labels', (scene) => promise.labelsAreOn(scene, tree)),
  clause('libpod.image.build.200.target', (scene) => promise.targetEndsTheBuild(scene, tree)),
  clause('libpod.image.build.200.no-cache', (scene) => promise.stepsAreTakenAgain(scene, tree)),
  clause('libpod.image.build.200.pull', (scene) => promise.pullAsksTheRegistry(scene, tree)),
  clause('libpod.image.build.200.quiet', (scene) => promise.quietTellsTheId(scene, tree)),
  clause('libpod.image.build.200.limits', (scene) => promise.memoryIsLimited(scene, tree), {
    needs: ['cgroup-limits'],
  }),
  clause('libpod.image.build.200.network', (scene) => promise.networkIsChosen(scene, tree)),
  clause('libpod.image.build.200.extra-hosts', (scene) => promise.hostsAreAdded(scene, tree)),
  clause('libpod.image.build.200.squash', (scene) => promise.newLayersBecomeOne(scene, tree)),
  clause('libpod.image.build.200.platform', (scene) => promise.platformIsTaken(scene, tree)),
  clause('libpod.image.build.200.cache-from', (scene) => promise.stepsComeFromImages(scene, tree)),
  clause('libpod.image.build.200.rm', (scene) => promise.workingContainersGo(scene, tree)),
  clause('libpod.image.build.200.shm-size', (scene) => promise.shmHasItsSize(scene, tree)),
  clause('libpod.image.build.200.remote', (scene) => promise.remoteIsFetched(scene, tree)),
  clause('libpod.image.build.200.http-proxy', (scene) => promise.proxyIsPassedOn(scene, tree)),
  clause('libpod.image.build.200.outputs', (scene) => promise.outputsChangeNothing(scene, tree)),
  clause('libpod.image.build.400.content-type', (scene) =>
    promise.otherTypesAreRefused(scene, tree),
  ),
  clause('libpod.image.build.400.parameters', (scene) =>
    promise.badParametersAreRefused(scene, tree),
  ),
  clause('libpod.image.build.500.error-body', (scene) =>
    promise.missingDockerfileIsAnError(scene, tree),
  ),
];
