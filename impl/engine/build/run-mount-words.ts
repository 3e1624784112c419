import { posix } from 'node:path';
import { BadParameter } from '../../errors.ts';

/** What one `--mount` of RUN says (Dockerfile reference, "RUN --mount"). */
export interface RunMount {
  type: 'bind' | 'cache' | 'tmpfs' | 'secret' | 'ssh';
  /** Absolute; empty for a secret that is a variable only. */
  target: string;
  /** Path in the context or in `from`. */
  source: string;
  from: string | undefined;
  id: string;
  readOnly: boolean;
  required: boolean;
  sharing: 'shared' | 'private' | 'locked';
  /** Bytes of a tmpfs. */
  size: number | undefined;
  mode: number | undefined;
  uid: number;
  gid: number;
  /** The variable that gets a secret's value. */
  variable: string | undefined;
}

const KEYS: Readonly<Record<string, string>> = {
  src: 'source',
  dst: 'target',
  destination: 'target',
  ro: 'readonly',
  readwrite: 'rw',
};

/** @throws BadParameter */
export function readMounts(texts: readonly string[], workDir = '/'): RunMount[] {
  return texts.map((text) => readMount(text, workDir || '/'));
}

function readMount(text: string, workDir: string): RunMount {
  const values = new Map<string, string>();
  for (const part of text.split(',')) {
    const [name = '', ...value] = part.trim().split('=');
    const key = name.toLowerCase();
    values.set(KEYS[key] ?? key, unquoted(value.join('=')));
  }
  const type = values.get('type') ?? 'bind';
  if (!isType(type)) throw new BadParameter(`unsupported mount type "${type}"`);
  for (const key of values.keys())
    if (!ALLOWED[type].includes(key))
      throw new BadParameter(`unexpected key '${key}' in '${text}'`);
  const sharing = values.get('sharing') ?? 'shared';
  if (sharing !== 'shared' && sharing !== 'private' && sharing !== 'locked')
    throw new BadParameter(`unsupported sharing value "${sharing}"`);
  const variable = values.get('env');
  const target = targetOf(type, values, variable, text);
  return {
    type,
    target: target === '' ? '' : posix.resolve(workDir, target),
    source: values.get('source') ?? '/',
    from: values.get('from'),
    id: values.get('id') ?? (type === 'secret' ? posix.basename(target) : target),
    readOnly: type === 'bind' ? !flag(values, 'rw') : flag(values, 'readonly'),
    required: flag(values, 'required'),
    sharing,
    size: bytesOf(values.get('size'), text),
    mode: octal(values.get('mode'), text),
    uid: number(values.get('uid'), text),
    gid: number(values.get('gid'), text),
    variable,
  };
}

const ALLOWED: Readonly<Record<RunMount['type'], readonly string[]>> = {
  bind: ['type', 'target', 'source', 'from', 'rw', 'readonly', 'z', 'bind-propagation', 'relabel'],
  cache: [
    'type',
    'id',
    'target',
    'readonly',
    'sharing',
    'from',
    'source',
    'mode',
    'uid',
    'gid',
    'rw',
    'z',
  ],
  tmpfs: ['type', 'target', 'size', 'rw'],
  secret: ['type', 'id', 'target', 'required', 'mode', 'uid', 'gid', 'env'],
  ssh: ['type', 'id', 'target', 'required', 'mode', 'uid', 'gid'],
};

function isType(text: string): text is RunMount['type'] {
  return Object.hasOwn(ALLOWED, text);
}

function targetOf(
  type: RunMount['type'],
  values: ReadonlyMap<string, string>,
  variable: string | undefined,
  text: string,
): string {
  const target = values.get('target') ?? '';
  if (target !== '' || type === 'ssh') return target;
  if (type !== 'secret')
    throw new BadParameter(`"${text}": target is required for a ${type} mount`);
  const id = values.get('id');
  if (id === undefined) throw new BadParameter(`"${text}": a secret needs an id or a target`);
  return variable === undefined ? `/run/secrets/${id}` : '';
}

function unquoted(text: string): string {
  return /^(["']).*\1$/.test(text) ? text.slice(1, -1) : text;
}

/** A name alone means yes. */
function flag(values: ReadonlyMap<string, string>, key: string): boolean {
  const value = values.get(key);
  return value !== undefined && !['false', '0'].includes(value);
}

function number(text: string | undefined, whole: string): number {
  if (text === undefined) return 0;
  if (!/^\d+$/.test(text)) throw new BadParameter(`"${whole}": ${text} is no number`);
  return Number(text);
}

function octal(text: string | undefined, whole: string): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[0-7]{1,5}$/.test(text)) throw new BadParameter(`"${whole}": ${text} is no octal mode`);
  return Number.parseInt(text, 8);
}

function bytesOf(text: string | undefined, whole: string): number | undefined {
  if (text === undefined) return undefined;
  const [, count, unit = ''] = /^(\d+)([bkmg]?)b?$/i.exec(text) ?? [];
  if (count === undefined) throw new BadParameter(`"${whole}": ${text} is no size`);
  return Number(count) * 1024 ** Math.max(0, 'bkmg'.indexOf(unit.toLowerCase() || 'b'));
}
