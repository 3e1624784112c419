import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import { matches, prompts } from './transcript.ts';
import type { Step } from './transcript.ts';

/** Milliseconds that a step may take to show what it should. */
const patience = 20_000;

/** A shell in a terminal of 40 rows and 200 columns, typed into like a person does: after the prompt. */
export class Terminal {
  readonly #script: ChildProcess;
  #screen = '';
  #ended = false;
  #news = Promise.withResolvers<void>();

  /** @param enter a command that runs another one in the right place: goes before its arguments */
  constructor(enter: readonly string[], environment: NodeJS.ProcessEnv) {
    const shell = "stty rows 40 cols 200; PS1='$ ' exec bash --norc --noprofile --noediting -i";
    const [program, ...args] = [...enter, 'script', '-qefc', shell, '/dev/null'];
    this.#script = spawn(program, args, {
      env: { ...environment, TERM: 'dumb', SHELL: '/bin/bash' },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#script.stdout!.setEncoding('utf8').on('data', (text: string) => {
      this.#screen += text;
      this.#wake();
    });
    this.#script.on('exit', () => {
      this.#ended = true;
      this.#wake();
    });
  }

  /**
   * Types the steps one after the other, each at the prompt it was written with.
   * @throws Error that shows what was waited for and what came instead
   */
  async play(steps: readonly Step[]): Promise<void> {
    for (const step of steps) await this.#step(step);
  }

  async close(): Promise<void> {
    if (this.#ended) return;
    const exit = once(this.#script, 'exit');
    this.#script.kill('SIGKILL'); // the shell then gets the terminal's hang-up
    await exit;
  }

  async #step({ prompt, typed, shows }: Step): Promise<void> {
    await this.#until(() => this.#text().endsWith(prompt), `the prompt "${prompt}"`);
    this.#screen = '';
    this.#script.stdin!.write(`${typed}\r`);
    // The terminal echoes what is typed: output begins after it.
    await this.#until(() => this.#text().startsWith(`${typed}\n`), `the echo of "${typed}"`);
    const lines: string[] = [];
    for (const part of shows) {
      if ('lines' in part) lines.push(...part.lines);
      else {
        await this.#until(
          () => matches(lines, this.#output(typed), { open: true }),
          `"${typed}" to show:\n${lines.join('\n')}`,
        );
        await this.#press(part.keys);
      }
    }
    await this.#until(
      () => prompts.some((one) => this.#output(typed).endsWith(one)),
      `the end of "${typed}"`,
    );
    const output = `${prompts.reduce(withoutEnd, this.#output(typed))}\n`;
    if (matches(lines, output)) return;
    throw new Error(`"${typed}" should show:\n${lines.join('\n')}\nbut it shows:\n${output}`);
  }

  /** One key after the other, as fingers do: Podman misses detach keys that come in one piece. */
  async #press(keys: string): Promise<void> {
    for (const key of keys) {
      this.#script.stdin!.write(key);
      await delay(50);
    }
  }

  /**
   * What the terminal showed since the last typing: without control sequences, the echo of pressed
   * keys, and prompts that a shell draws again because the terminal's size became known.
   */
  #text(): string {
    const shown = stripVTControlCharacters(this.#screen).replaceAll('\r', '').replaceAll('^C', '');
    return shown.replace(/^(\$ |\/ # )+(?=.)/, '');
  }

  #output(typed: string): string {
    return this.#text().slice(typed.length + 1);
  }

  async #until(reached: () => boolean, what: string): Promise<void> {
    const deadline = performance.now() + patience;
    const timer = setTimeout(() => this.#wake(), patience + 1);
    try {
      while (!reached()) {
        if (this.#ended || performance.now() >= deadline) {
          throw new Error(`waited for ${what}\nbut the screen shows:\n${this.#text()}`);
        }
        await this.#news.promise;
      }
    } finally {
      clearTimeout(timer);
    }
  }

  #wake(): void {
    this.#news.resolve();
    this.#news = Promise.withResolvers();
  }
}

function withoutEnd(text: string, end: string): string {
  return text.endsWith(end) ? text.slice(0, -end.length) : text;
}
