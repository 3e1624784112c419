import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import path from 'node:path';
import { Window } from 'happy-dom';
import type { Document } from 'happy-dom';
import { html, pageData } from './html.ts';
import { recordedInput } from './recorded.ts';

interface Page {
  readonly start: (data: unknown) => void;
  readonly unpack: (text: string) => Promise<unknown>;
}

const input = recordedInput();

/** Opens the page as a browser does, and runs its program in it. */
async function open(text: string, url = 'file:///page.html'): Promise<Document> {
  const window = new Window({ url });
  window.document.write(text);
  const file = path.join(import.meta.dirname, 'page/page.mjs');
  const { start, unpack } = (await import(pathToFileURL(file).href)) as Page;
  const { document, location, history } = window;
  Object.assign(globalThis, { document, location, history });
  start(await unpack(document.getElementById('data')!.textContent));
  return document;
}

function typeInto(document: Document, selector: string, value: string, event: string): void {
  const field = document.querySelector(selector) as unknown as HTMLInput;
  field.value = value;
  field.dispatchEvent(new document.defaultView!.Event(event));
}

interface HTMLInput {
  value: string;
  dispatchEvent(event: unknown): void;
}

const ids = (document: Document) =>
  [...document.querySelectorAll('.clause .id')].map(({ textContent }) => textContent);

test('the page carries its data, whole and with nothing to load', async () => {
  const text = await html(input);
  assert.doesNotMatch(text, /<(script|link|img)[^>]+(src|href)=|url\(|@import/);
  const document = await open(text);
  assert.equal(document.querySelector('.run b')?.textContent, 'podman');
  const rows = [...document.querySelectorAll('#matrix tr')].map(({ textContent }) => textContent);
  assert.ok(rows.includes('containers (compat)2 / 5'), rows.join('\n'));
  const [, packed = ''] = /<script id="data" type="text\/plain">([^<]*)</.exec(text) ?? [];
  assert.ok(packed.length > 0 && Buffer.from(packed, 'base64')[0] === 0x1f);
});

test('search, level and verdicts leave what fits, and open it when it is little', async () => {
  const document = await open(await html(input));
  typeInto(document, '#search', 'KILL lives', 'input');
  assert.deepEqual(ids(document), ['compat.container.kill.204.killed']);
  assert.equal(document.getElementById('found')?.textContent, '1 clause');
  typeInto(document, '#search', '', 'input');
  const button = [...document.querySelectorAll('#verdicts button')].find(
    ({ textContent }) => textContent === 'skipped',
  );
  (button as unknown as { click(): void }).click();
  assert.deepEqual(ids(document), ['libpod.container.wait.200.default-stopped']);
  typeInto(document, '#level', 'SHOULD', 'change');
  assert.equal(document.getElementById('found')?.textContent, '0 clauses');
});

test('a link to a search opens it, down to the exchange and its curl line', async () => {
  const document = await open(await html(input), 'file:///page.html#q=kill%20lives');
  assert.deepEqual(ids(document), ['compat.container.kill.204.killed']);
  for (const kind of ['.clause', '.exchange']) {
    for (const node of document.querySelectorAll(kind)) {
      (node as unknown as { open: boolean }).open = true;
      node.dispatchEvent(new document.defaultView!.Event('toggle'));
    }
  }
  const commands = [...document.querySelectorAll('.command pre')].map((node) => node.textContent);
  assert.equal(commands.length, 4);
  assert.match(commands[0] ?? '', /^#!\/bin\/sh\n# compat\.container\.kill\.204\.killed\n/);
  assert.match(commands[2] ?? '', /^curl -sS -X POST --unix-socket "\$socket" 'http:\/\/d\/v1\.41/);
  // Markup in an engine's answer is text.
  assert.match(document.querySelector('.reason.fail')?.textContent ?? '', /it <lives>/);
  assert.equal(document.querySelector('.reason b'), null);
});

test('an operation that nobody asked is there, with its clauses not tested', () => {
  const { sections } = pageData(input) as {
    sections: { operations: { id: string; clauses: unknown[] }[] }[];
  };
  const operations = sections.flatMap(({ operations }) => operations);
  assert.equal(operations.length, input.operations.length);
  assert.equal(operations.find(({ id }) => id === 'compat.container.kill')?.clauses.length, 3);
});
