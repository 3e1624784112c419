import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { Database } from '../../database.ts';
import { Secrets } from './secrets.ts';

let folder: string;
let secrets: Secrets;
let database: Database;
const place = (name: string) => join(folder, name);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'refpod-drivers-'));
  await mkdir(place('kept'));
  database = new Database(':memory:');
  secrets = new Secrets(folder, database);
});
afterEach(async () => {
  database.close();
  await rm(folder, { recursive: true });
});

const shell = (change: Record<string, string> = {}) => ({
  list: `ls ${place('kept')}`,
  lookup: `cat ${place('kept')}/$SECRET_ID`,
  store: `cat > ${place('kept')}/$SECRET_ID`,
  delete: `rm ${place('kept')}/$SECRET_ID`,
  ...change,
});

const create = (driver: string, driverOptions: Record<string, string>) =>
  secrets.create({ name: 'one', data: Buffer.from('\0data\n'), driver, driverOptions });

test('commands of a shell keep data, give it back and delete it', async () => {
  const { id } = await create('shell', shell());
  assert.deepEqual(await readdir(place('kept')), [id]);
  assert.deepEqual(await readdir(secrets.folder), []);
  assert.equal((await secrets.read('one')).toString(), '\0data\n');
  await secrets.remove('one');
  assert.deepEqual(await readdir(place('kept')), []);
});

test('a command that fails says why, and leaves no secret', async () => {
  const store = 'cat > /dev/null; echo the vault is shut >&2; exit 1';
  const refused = { status: 500, message: /the vault is shut/ };
  await assert.rejects(create('shell', shell({ store })), refused);
  assert.deepEqual(secrets.list(undefined), []);
  await create('shell', shell({ lookup: 'echo gone >&2; false' }));
  await assert.rejects(secrets.read('one'), { status: 500, message: /gone/ });
});

test('while a command takes its time all else goes on', async () => {
  execFileSync('mkfifo', [place('asked'), place('answer')]);
  const lookup = `echo > ${place('asked')}; cat ${place('answer')}`;
  await create('shell', shell({ lookup }));
  const slow = secrets.read('one');
  // Opening a fifo waits for its other side, so the command is under way when this is done.
  const asked = await open(place('asked'));
  await asked.close();
  await secrets.create({ name: 'two', data: Buffer.from('other') });
  assert.equal((await secrets.read('two')).toString(), 'other');
  await writeFile(place('answer'), 'late');
  assert.equal((await slow).toString(), 'late');
});

test('options that are missing or unknown are refused', async () => {
  await assert.rejects(create('shell', { store: 'true' }), { status: 400 });
  await assert.rejects(create('shell', shell({ other: 'x' })), { status: 400, message: /other/ });
  await assert.rejects(create('vault', {}), { status: 400, message: /vault/ });
});

test('a password store has it encrypted for its key', async () => {
  const home = place('gnupg');
  await mkdir(home, { mode: 0o700 });
  const gpg = (...words: string[]) => {
    execFileSync('gpg', ['--homedir', home, '--batch', ...words], { stdio: 'ignore' });
  };
  gpg('--passphrase', '', '--quick-gen-key', 'refpod@localhost', 'default', 'default', '1d');
  try {
    await writeFile(place('.gpg-id'), 'refpod@localhost\n');
    const { id } = await create('pass', { root: place('kept'), gpghomedir: home });
    assert.deepEqual(await readdir(place('kept')), [`${id}.gpg`]);
    assert.ok(!(await readFile(place(`kept/${id}.gpg`))).includes('data'));
    assert.equal((await secrets.read('one')).toString(), '\0data\n');
    await secrets.remove('one');
    assert.deepEqual(await readdir(place('kept')), []);
  } finally {
    execFileSync('gpgconf', ['--homedir', home, '--kill', 'all']);
  }
});

test('a host without GnuPG says so', async () => {
  const path = process.env['PATH'];
  process.env['PATH'] = place('empty');
  try {
    await writeFile(place('.gpg-id'), 'nobody');
    const refused = { status: 500, message: /needs gpg, which is not installed/ };
    await assert.rejects(create('pass', { root: place('kept') }), refused);
  } finally {
    process.env['PATH'] = path;
  }
});
