import type { Scene } from './scene.ts';

/**
 * Serves small files over HTTP to the engine itself, wherever it runs: from a container of it in
 * the host's network.
 * @returns the port on 127.0.0.1
 */
export async function serveInside(
  scene: Scene,
  files: Readonly<Record<string, Buffer>>,
): Promise<number> {
  const port = 20_000 + Math.floor(Math.random() * 10_000);
  const written = Object.entries(files).map(
    ([name, content]) =>
      `mkdir -p "$(dirname /srv/www/${name})" && echo ${content.toString('base64')} | base64 -d > /srv/www/${name}`,
  );
  const httpd = `httpd -p 127.0.0.1:${port} -h /srv/www && echo ready && sleep 1000`;
  const id = await scene.running({
    Cmd: ['sh', '-c', [...written, httpd].join(' && ')],
    HostConfig: { NetworkMode: 'host' },
  });
  await scene.logged(id, 'ready');
  return port;
}
