/** The page's program: unpacks the data, draws the matrix, and draws the rest when it is opened. */

const VERDICTS = [
  'pass',
  'fail',
  'error',
  'unexpected-pass',
  'expected-failure',
  'unsupported',
  'skipped',
  'not-tested',
];

/** Makes an element; members are properties, `class` and `data-…` are set as attributes. */
function element(name, members = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(members)) {
    if (typeof value === 'function') node.addEventListener(key, value);
    else node.setAttribute(key, value);
  }
  node.append(...children);
  return node;
}

/** A details element whose content is made when it is first opened. */
function folded(members, head, content) {
  const node = element('details', members, element('summary', {}, ...head));
  const fill = () => {
    if (node.open && node.children.length === 1) node.append(element('div', {}, ...content()));
  };
  node.addEventListener('toggle', fill);
  return { node, open: () => ((node.open = true), fill()) };
}

const verdictsOf = (clause) => clause.verdicts.map((result) => result?.verdict ?? 'not-tested');

/** What the user looks for: every part that is set must fit. */
export function fits(clause, operation, wanted) {
  if (wanted.level && clause.level !== wanted.level) return false;
  if (wanted.verdicts.size > 0 && !verdictsOf(clause).some((one) => wanted.verdicts.has(one))) {
    return false;
  }
  const reasons = clause.verdicts.map((result) => result?.reason ?? '');
  const text = [clause.id, clause.text, operation.route, operation.summary, ...reasons]
    .join('\n')
    .toLowerCase();
  return wanted.words.every((word) => text.includes(word));
}

/** Draws everything. @param data what `html.ts` packs */
export function start(data) {
  const byId = (id) => document.getElementById(id);
  const wanted = { words: [], level: '', verdicts: new Set() };
  byId('runs').append(...data.runs.map(runCard));
  byId('matrix').append(matrix(data));
  const draw = () => {
    const { nodes, found } = sections(data, wanted);
    byId('sections').replaceChildren(...nodes);
    byId('found').textContent = `${found} ${found === 1 ? 'clause' : 'clauses'}`;
  };
  byId('verdicts').append(...VERDICTS.map((verdict) => verdictButton(verdict, wanted, draw)));
  const search = byId('search');
  const look = () => {
    wanted.words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    draw();
  };
  search.addEventListener('input', () => {
    history.replaceState(null, '', search.value ? `#q=${encodeURIComponent(search.value)}` : '#');
    look();
  });
  byId('level').addEventListener('change', (event) => {
    wanted.level = event.target.value;
    draw();
  });
  byId('filter').addEventListener('submit', (event) => event.preventDefault());
  // A link to a search, as people paste them into issues.
  const [, asked] = /^#q=(.*)$/.exec(location.hash) ?? [];
  if (asked) search.value = decodeURIComponent(asked);
  look();
}

function verdictButton(verdict, wanted, draw) {
  const press = ({ currentTarget: button }) => {
    if (!wanted.verdicts.delete(verdict)) wanted.verdicts.add(verdict);
    button.setAttribute('aria-pressed', String(wanted.verdicts.has(verdict)));
    draw();
  };
  const members = { type: 'button', class: verdict, 'aria-pressed': 'false', click: press };
  return element('button', members, verdict);
}

function runCard(run) {
  const parts = Object.entries(run.counts).map(([verdict, count]) =>
    element('span', { class: verdict }, `${count} ${verdict}  `),
  );
  const when = `${run.product}, ${run.date}${run.seconds ? `, ${run.seconds} s` : ''}`;
  return element(
    'div',
    { class: 'run' },
    element('b', {}, run.target),
    element('span', { class: 'quiet' }, when),
    element('div', { class: 'quiet' }, ...parts),
  );
}

function matrix({ runs, sections }) {
  const engines = runs.map(({ target, product }) =>
    element('th', {}, target, ' ', element('span', { class: 'quiet' }, product)),
  );
  const rows = sections.map(({ name, shares }) =>
    element(
      'tr',
      {},
      element('td', {}, element('a', { href: `#${anchor(name)}` }, name)),
      ...shares.map((share) => element('td', {}, ...shareOf(share))),
    ),
  );
  return element(
    'table',
    {},
    element('thead', {}, element('tr', {}, element('th', {}, 'section'), ...engines)),
    element('tbody', {}, ...rows),
  );
}

function shareOf({ passed, judged }) {
  if (judged === 0) return [element('span', { class: 'quiet' }, '–')];
  const bar = { class: 'bar', style: `--share: ${(100 * passed) / judged}%` };
  return [element('span', bar), `${passed} / ${judged}`];
}

const anchor = (name) => `section-${name.replaceAll(/[^a-z]+/g, '-')}`;

/** Sections with the operations that have something that is looked for. */
function sections(data, wanted) {
  let found = 0;
  const looking = wanted.words.length + wanted.verdicts.size > 0 || wanted.level !== '';
  const nodes = data.sections.flatMap(({ name, operations }) => {
    const shown = operations.flatMap((operation) => {
      const clauses = operation.clauses.filter((clause) => fits(clause, operation, wanted));
      found += clauses.length;
      if (clauses.length === 0 && looking) return [];
      return [{ operation, clauses }];
    });
    if (shown.length === 0) return [];
    const drawn = shown.map(({ operation, clauses }) => drawOperation(operation, clauses, data));
    const few = looking && shown.reduce((sum, { clauses }) => sum + clauses.length, 0) <= 12;
    if (few) for (const { open } of drawn) open();
    return [element('h2', { id: anchor(name) }, name), ...drawn.map(({ node }) => node)];
  });
  return { nodes, found };
}

function drawOperation(operation, clauses, data) {
  const verdicts = Map.groupBy(clauses.flatMap(verdictsOf), (verdict) => verdict);
  const marks = VERDICTS.filter((verdict) => verdicts.has(verdict)).map((verdict) =>
    mark(verdict, `${verdicts.get(verdict).length} ${verdict}`),
  );
  const head = [
    element('span', { class: 'id-name' }, operation.id),
    element('span', { class: 'quiet' }, operation.summary),
    element('span', { class: 'marks' }, ...marks),
    element('span', { class: 'route' }, operation.route),
  ];
  return folded({ class: 'operation' }, head, () => [
    ...(operation.differences.length > 0 ? [drawDifferences(operation.differences).node] : []),
    ...clauses.map((clause) => drawClause(clause, data).node),
  ]);
}

const mark = (verdict, text) => element('span', { class: `mark ${verdict}` }, text);

function drawDifferences(differences) {
  const head = [
    element('span', { class: 'text' }, 'Where document and engines part ways'),
    element('span', { class: 'marks' }, mark('expected-failure', `${differences.length}`)),
  ];
  return folded({ class: 'clause' }, head, () => differences.map(drawDifference));
}

function drawDifference({ subject, document: text, engines, follows, reason }) {
  const lines = Object.entries(engines).map(([engine, what]) => `${engine}: ${what}`);
  const all = [`The document: ${text}`, ...lines, `Refpod follows: ${follows}. ${reason}`];
  return element('div', { class: 'reason' }, element('b', {}, subject), `\n${all.join('\n')}`);
}

function drawClause(clause, data) {
  const marks = verdictsOf(clause).map((verdict, index) =>
    mark(verdict, data.runs.length > 1 ? `${data.runs[index].target}: ${verdict}` : verdict),
  );
  const head = [
    element('span', { class: 'text' }, clause.text),
    element(
      'span',
      { class: 'marks' },
      element('span', { class: 'quiet' }, clause.level),
      ...marks,
    ),
    element('span', { class: 'id' }, clause.id),
  ];
  return folded({ class: 'clause' }, head, () =>
    clause.verdicts.flatMap((result, index) =>
      result ? drawResult(result, data.runs[index], data.runs.length > 1) : [],
    ),
  );
}

function drawResult(result, run, named) {
  const { verdict, reason, milliseconds, exchanges, script } = result;
  const time = milliseconds ? ` in ${milliseconds} ms` : '';
  return [
    element('div', { class: 'quiet' }, `${named ? `${run.target}: ` : ''}${verdict}${time}`),
    ...(reason ? [element('div', { class: `reason ${verdict}` }, reason)] : []),
    ...(script ? [command(script, 'Script that shows it')] : []),
    ...exchanges.flatMap((number) =>
      run.exchanges[number] ? [drawExchange(run.exchanges[number], number).node] : [],
    ),
  ];
}

function drawExchange(exchange, number) {
  const kind = exchange.violations.length > 0 ? 'fail' : 'quiet';
  const head = [
    element('span', { class: kind }, `${number}`),
    element('span', { class: 'target' }, exchange.request),
    element('span', { class: 'quiet' }, `${exchange.status || '---'}, ${exchange.milliseconds} ms`),
  ];
  return folded({ class: 'exchange' }, head, () => [
    ...exchange.violations.map((text) => element('div', { class: 'reason fail' }, text)),
    command(exchange.curl, 'curl'),
    element('pre', {}, exchange.answer === '' ? `(${exchange.bytes} bytes)` : pretty(exchange)),
  ]);
}

function pretty({ answer }) {
  try {
    return JSON.stringify(JSON.parse(answer), null, 2);
  } catch {
    return answer;
  }
}

function command(text, label) {
  const copy = ({ currentTarget: button }) => {
    void navigator.clipboard.writeText(text).then(() => (button.textContent = 'copied'));
  };
  return element(
    'div',
    { class: 'command' },
    element('button', { type: 'button', 'aria-label': `Copy: ${label}`, click: copy }, 'copy'),
    element('pre', {}, text),
  );
}

/** The data is JSON, packed with gzip, as base64. */
export async function unpack(text) {
  const bytes = Uint8Array.from(atob(text.trim()), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return JSON.parse(await new Response(stream).text());
}

const packed = globalThis.document?.getElementById('data')?.textContent;
if (packed) start(await unpack(packed));
