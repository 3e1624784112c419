import { splitWords } from './words.ts';
import { SyntaxProblem } from './syntax-error.ts';

/** A here-document (Dockerfile reference, "Here-Documents"). */
export interface Heredoc {
  /** The word that ends it, and the name of its file in COPY. */
  name: string;
  /** Variables in it are replaced: its word stood without quotes. */
  expand: boolean;
  /** `<<-`: tabs at the beginning of lines are taken away. */
  stripTabs: boolean;
  /** The word as it stands in the instruction. */
  word: string;
  content: string;
}

const WORD = /^\d*<<(-?)(["']?)([a-zA-Z_][\w.]*)\2$/;

/** What an instruction announces; only RUN, ADD and COPY can have here-documents. */
export function heredocsOf(text: string, escape: string): Heredoc[] {
  if (!/^(?:ONBUILD\s+)?(?:RUN|ADD|COPY)\s/i.test(text)) return [];
  // JSON has no here-documents.
  if (/^(?:ONBUILD\s+)?\S+\s+(?:--\S+\s+)*\[/i.test(text)) return [];
  return splitWords(text, escape).flatMap((word) => {
    const [found, dash, quote, name = ''] = WORD.exec(word) ?? [];
    if (found === undefined) return [];
    return [{ name, expand: quote === '', stripTabs: dash === '-', word, content: '' }];
  });
}

/**
 * Fills in the contents.
 * @param at the first line after the instruction.
 * @returns the first line after the documents. Throws SyntaxProblem when one does not end.
 */
export function readHeredocs(
  heredocs: readonly Heredoc[],
  physical: readonly string[],
  at: number,
  line: number,
): number {
  let next = at;
  for (const heredoc of heredocs) {
    for (;;) {
      const text = physical[next++];
      if (text === undefined) throw new SyntaxProblem(line, `unterminated heredoc ${heredoc.name}`);
      const stripped = heredoc.stripTabs ? text.replace(/^\t+/, '') : text;
      if (stripped === heredoc.name) break;
      heredoc.content += `${stripped}\n`;
    }
  }
  return next;
}
