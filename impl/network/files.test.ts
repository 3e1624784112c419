import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BadParameter } from '../errors.ts';
import { hostsFile, parseExtraHost } from './hosts.ts';
import { resolvConf } from './resolv.ts';

const none = { servers: [], search: [], options: [] };

describe('resolv.conf', () => {
  const host =
    '# made by hand\nsearch a.example b.example\nnameserver 192.0.2.53 ; first\noptions edns0\noptions rotate\n';

  it('is the host’s when nothing else is asked for', () => {
    assert.equal(
      resolvConf(host, none),
      'search a.example b.example\nnameserver 192.0.2.53\noptions edns0 rotate\n',
    );
  });

  it('takes each kind of line from the client when it gives one', () => {
    const wishes = { servers: ['192.0.2.1'], search: ['c.example'], options: ['ndots:2'] };
    assert.equal(
      resolvConf(host, wishes),
      'search c.example\nnameserver 192.0.2.1\noptions ndots:2\n',
    );
    assert.equal(
      resolvConf(host, { ...none, search: ['.'] }),
      'nameserver 192.0.2.53\noptions edns0 rotate\n',
    );
  });

  it('leaves out servers that only the host reaches, unless the network is the host’s', () => {
    const stub =
      'nameserver 127.0.0.53\nnameserver ::1\nnameserver fe80::1%eth0\nnameserver 192.0.2.53\n';
    assert.equal(resolvConf(stub, none), 'nameserver 192.0.2.53\n');
    assert.match(resolvConf(stub, { ...none, hostNetwork: true }), /^nameserver 127\.0\.0\.53\n/);
    assert.equal(
      resolvConf('nameserver 127.0.0.53\n', none),
      'nameserver 8.8.8.8\nnameserver 8.8.4.4\n',
    );
  });

  it('asks the networks’ own servers, which ask the others', () => {
    const text = resolvConf(host, { ...none, networkServers: ['10.89.0.1'] });
    assert.deepEqual(text.match(/^nameserver .*$/gm), ['nameserver 10.89.0.1']);
  });
});

describe('/etc/hosts', () => {
  const wishes = {
    base: '',
    extra: [],
    addresses: ['10.88.0.2'],
    names: ['web', 'web-1'],
    hostNames: ['host.containers.internal', 'host.docker.internal'],
  };

  it('names the container, localhost and the host', () => {
    assert.equal(
      hostsFile({ ...wishes, gateway: '10.88.0.1' }),
      '127.0.0.1\tlocalhost\n::1\tlocalhost\n10.88.0.1\thost.containers.internal host.docker.internal\n10.88.0.2\tweb web-1\n',
    );
  });

  it('keeps the base file’s lines, and what the client asked for hides them', () => {
    const base = '# comment\n127.0.0.1 localhost\n192.0.2.9 db db.example # old\n';
    const text = hostsFile({ ...wishes, base, extra: ['db:192.0.2.10', 'db6:[2001:db8::1]'] });
    assert.match(
      text,
      /^192\.0\.2\.10\tdb\n2001:db8::1\tdb6\n127\.0\.0\.1\tlocalhost\n192\.0\.2\.9\tdb\.example\n/,
    );
  });

  it('refuses entries that are none', () => {
    assert.deepEqual(parseExtraHost('a;b:host-gateway', '10.88.0.1'), {
      address: '10.88.0.1',
      names: ['a', 'b'],
    });
    for (const text of ['', 'web', 'web:', ':1.2.3.4', 'web:nowhere', 'web:host-gateway'])
      assert.throws(() => parseExtraHost(text, undefined), BadParameter, text);
  });
});
