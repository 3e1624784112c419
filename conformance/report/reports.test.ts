import assert from 'node:assert/strict';
import { readFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { suite, test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { Window } from 'happy-dom';
import { badge } from './badge.ts';
import { coverageOf } from './coverage.ts';
import { junit } from './junit.ts';
import { markdownReport } from './markdown.ts';
import { exchange, RECORDED, recordedInput } from './recorded.ts';
import { resultsText } from './results.ts';
import { sessionReport } from './session.ts';
import { terminalReport } from './terminal.ts';
import { readReportRequest, writeReports } from './writers.ts';

const input = recordedInput();
const [run] = input.runs;

/** Reads XML with another parser than the one that wrote it. */
function parseXml(text: string) {
  return new new Window().DOMParser().parseFromString(text, 'application/xml');
}

suite('reports of a recorded run', () => {
  test('results.json is as its schema says, and the schema refuses what is not', async () => {
    const file = path.join(import.meta.dirname, 'results.schema.json');
    const validate = new Ajv2020({ allErrors: true }).compile(
      JSON.parse(await readFile(file, 'utf8')) as object,
    );
    const results = JSON.parse(resultsText(run!)) as Record<string, unknown>;
    assert.ok(validate(results), JSON.stringify(validate.errors));
    assert.deepEqual(results['parameters'], [
      'compat.container.create?name',
      'compat.container.kill?signal',
    ]);
    assert.equal(validate({ ...results, results: [{ clause: 'x' }] }), false);
    assert.equal(validate({ ...results, unknown: 1 }), false);
  });

  test('JUnit has a suite per section, a case per clause and the script of a failure', () => {
    const document = parseXml(junit(input));
    const counts = [...document.querySelectorAll('testsuite')].map((suite) =>
      ['name', 'tests', 'failures', 'errors', 'skipped'].map((name) => suite.getAttribute(name)),
    );
    assert.deepEqual(counts, [
      ['podman: containers', '1', '0', '0', '1'],
      ['podman: containers (compat)', '6', '3', '1', '1'],
    ]);
    const failure = document.querySelector('[name="compat.container.kill.204.killed"] failure');
    assert.equal(failure?.getAttribute('message'), 'it <lives> & "well"\uFFFD');
    assert.match(failure?.textContent ?? '', /^id1=\$\(curl /m);
    assert.match(failure?.textContent ?? '', /containers\/'"\$id1"'\/kill\?signal=9/);
  });

  test('Markdown has the matrix, what fails on whom, and the coverage', () => {
    const text = markdownReport(input);
    assert.match(text, /^\| \*\*podman\*\* \| Podman 4\.3\.1 \| 1\.41 \|/m);
    assert.match(text, /^\| containers \(compat\) \| 2 \/ 5 \|$/m);
    assert.match(text, /^\| `compat\.container\.kill\.409\.not-running` .*answers 500 \|$/m);
    assert.doesNotMatch(text, /`compat\.container\.kill\.404/);
    assert.match(text, /^Operations without a verdict: .*`compat\.container\.stop`/m);
    const everything = coverageOf(input).at(-1);
    assert.deepEqual(everything?.clauses, [6, 7]);
    assert.deepEqual(everything?.statuses.slice(0, 1), [1]);
    assert.deepEqual(everything?.parameters.slice(0, 1), [2]);
  });

  test('the badge is XML with the share, also for a name with markup', () => {
    const svg = badge({ ...run!, target: 'tcp://x', product: 'A <& "B' });
    assert.equal(parseXml(svg).querySelector('title')?.textContent, 'A <& "B: 2 / 5 clauses');
  });

  test('the terminal tells news only, with scripts for failures, and sums up', () => {
    let text = '';
    const listener = terminalReport({ write: (part: string) => (text += part) }, false);
    for (const event of RECORDED) listener(event);
    assert.match(text, /^podman: Podman 4\.3\.1, 7 tests\n/);
    assert.match(text, /compat\.container\.kill\.204\.killed \(20 ms\)\n {4}it <lives>/);
    assert.doesNotMatch(text, /kill\.404|kill\.409/);
    assert.match(
      text,
      /1 pass, 2 fail, 1 error, 1 skipped, 1 expected-failure, 1 unexp.* in 1\.5 s\n$/,
    );
    // The shape of one answer is only seen after what its test had asked before.
    const schema = text.slice(text.indexOf('inspect.200.schema'));
    assert.match(schema, /id1=.*\n.*kill\?signal=9.*\n.*'"\$id1"'\/json/);
  });

  test('every format is written, one file per run where a file has one run only', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'refpod-report-'));
    try {
      const two = { ...input, runs: [run!, { ...run!, target: 'unix:///a b.sock' }] };
      await writeReports(readReportRequest(`html,md,json,junit,badge:${folder}/deep`), two);
      assert.deepEqual((await readdir(`${folder}/deep`)).sort(), [
        'CONFORMANCE.md',
        'badge-podman.svg',
        'badge-unix-a-b.sock.svg',
        'conformance.html',
        'junit.xml',
        'results-podman.json',
        'results-unix-a-b.sock.json',
      ]);
    } finally {
      await rm(folder, { recursive: true });
    }
    assert.throws(() => readReportRequest('html,pdf:x'), /pdf is none of html, md/);
    assert.throws(() => readReportRequest('html'), RangeError);
  });
});

test('a session is told exchange by exchange, with what either side did wrong', () => {
  const wrong = { part: 'response-body', where: '/State', message: 'must be object' } as const;
  const stray = { part: 'parameter', where: 'x', message: 'not a parameter' } as const;
  const text = sessionReport(
    [exchange(2, { violations: [wrong, stray] }), exchange(1, { method: 'GET', hijacked: true })],
    'A session',
  );
  assert.match(text, /^# A session\n\n2 exchanges; .* in 1 places, the client in 1\./);
  assert.match(text, /`GET .*hijacked \| as the spec says \|\n.*`POST .*\| 2 not as it says/);
  assert.match(text, /## The engine\n\n- `compat.container.kill` 200: response-body `\/State`/);
  assert.match(text, /## The client\n\n- `compat.container.kill` 200: parameter `x`/);
});
