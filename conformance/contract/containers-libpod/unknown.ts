import { unknownNameAnswers404 } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';

/** A request of every operation that takes a container's name. */
const REQUESTS: [operation: string, method: string, path: (name: string) => string][] = [
  ['attach', 'POST', (name) => `${name}/attach?stream=true&stdout=true`],
  ['changes', 'GET', (name) => `${name}/changes`],
  ['exists', 'GET', (name) => `${name}/exists`],
  ['export', 'GET', (name) => `${name}/export`],
  ['init', 'POST', (name) => `${name}/init`],
  ['inspect', 'GET', (name) => `${name}/json`],
  ['kill', 'POST', (name) => `${name}/kill`],
  ['logs', 'GET', (name) => `${name}/logs?stdout=true`],
  ['mount', 'POST', (name) => `${name}/mount`],
  ['pause', 'POST', (name) => `${name}/pause`],
  ['remove', 'DELETE', (name) => name],
  ['rename', 'POST', (name) => `${name}/rename?name=other`],
  ['resize', 'POST', (name) => `${name}/resize?h=10&w=20`],
  ['restart', 'POST', (name) => `${name}/restart`],
  ['start', 'POST', (name) => `${name}/start`],
  ['stats', 'GET', (name) => `${name}/stats?stream=false`],
  ['stats-all', 'GET', (name) => `stats?stream=false&containers=${name}`],
  ['stop', 'POST', (name) => `${name}/stop`],
  ['top', 'GET', (name) => `${name}/top`],
  ['unmount', 'POST', (name) => `${name}/unmount`],
  ['unpause', 'POST', (name) => `${name}/unpause`],
  ['wait', 'POST', (name) => `${name}/wait`],
];

export default REQUESTS.map(([operation, method, path]) =>
  clause(`libpod.container.${operation}.404.unknown`, (scene) =>
    unknownNameAnswers404(scene, method, (name) => scene.libpod(`/containers/${path(name)}`)),
  ),
);
