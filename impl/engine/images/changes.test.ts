import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { BadParameter } from '../../errors.ts';
import { applyChanges } from './changes.ts';

const change = (...changes: string[]) => applyChanges({}, changes);

describe('changes', () => {
  it('are Dockerfile instructions', () => {
    assert.deepEqual(
      change(
        'CMD ["sh", "-c", "id"]',
        'entrypoint exec "$@"',
        'ENV A=b C="d e" F=g\\ h',
        'ENV OLD the old form',
        'EXPOSE 80 8000-8001/udp',
        'LABEL one=1 "two words"=2',
        'ONBUILD RUN make',
        'STOPSIGNAL SIGINT',
        'USER app:app',
        'VOLUME /data /more',
        'VOLUME ["/with blank"]',
        'WORKDIR /srv',
        'WORKDIR app',
      ),
      {
        Cmd: ['sh', '-c', 'id'],
        Entrypoint: ['/bin/sh', '-c', 'exec "$@"'],
        Env: ['A=b', 'C=d e', 'F=g h', 'OLD=the old form'],
        ExposedPorts: { '80/tcp': {}, '8000/udp': {}, '8001/udp': {} },
        Labels: { one: '1', 'two words': '2' },
        OnBuild: ['RUN make'],
        StopSignal: 'SIGINT',
        User: 'app:app',
        Volumes: { '/data': {}, '/more': {}, '/with blank': {} },
        WorkingDir: '/srv/app',
      },
    );
  });

  it('may have the instruction and the rest parted by an equals sign', () => {
    assert.deepEqual(change('CMD=["sh"]', 'LABEL=a=b', 'ENV=X=y'), {
      Cmd: ['sh'],
      Labels: { a: 'b' },
      Env: ['X=y'],
    });
  });

  it('set a variable once', () => {
    const config = applyChanges({ Env: ['A=1', 'B=2'] }, ['ENV A=3']);
    assert.deepEqual(config.Env, ['B=2', 'A=3']);
  });

  it('have health checks', () => {
    assert.deepEqual(change('HEALTHCHECK NONE').Healthcheck, { Test: ['NONE'] });
    assert.deepEqual(change('HEALTHCHECK --interval=5s --retries=3 CMD ["true"]').Healthcheck, {
      Test: ['CMD', 'true'],
      Interval: 5e9,
      Retries: 3,
    });
    assert.deepEqual(change('HEALTHCHECK CMD curl -f localhost').Healthcheck, {
      Test: ['CMD-SHELL', 'curl -f localhost'],
    });
  });

  it('that are none are refused by name', () => {
    for (const text of ['FROM x', 'nonsense', 'CMD', 'ENV novalue', 'EXPOSE http', 'LABEL x'])
      assert.throws(
        () => change(text),
        (error) =>
          error instanceof BadParameter && error.message.includes(text.split(' ')[0] ?? ''),
        text,
      );
    assert.throws(() => change('HEALTHCHECK --bogus=1 CMD true'), /bogus/);
  });

  it('of whatever text change something or are refused', () => {
    const name = fc.constantFrom('CMD', 'ENV', 'LABEL', 'EXPOSE', 'VOLUME', 'HEALTHCHECK', '');
    fc.assert(
      fc.property(name, fc.string(), (instruction, rest) => {
        try {
          change(`${instruction} ${rest}`);
        } catch (error) {
          assert.ok(error instanceof BadParameter, String(error));
        }
      }),
    );
  });
});
