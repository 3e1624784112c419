import type { Sent } from './engine.ts';

/**
 * A shell script that sends the same requests with curl, each with the answer that it had. Names
 * are the sequence's own, so it runs against any engine that has the fixture image; ids that the
 * engine chose (execs) are taken from the answer before.
 */
export function curlScript(sent: readonly Sent[]): string {
  const lines = sent.map(({ method, path, json, status, answer }) => {
    const body =
      json === undefined
        ? ''
        : ` -H 'Content-Type: application/json' -d ${quote(JSON.stringify(json))}`;
    const url = quote(`http://d${path}`).replace(/\/exec\/[0-9a-f]{64}/, `/exec/'"$id"'`);
    const call = `curl -sS -X ${method} --unix-socket "$socket"${body} ${url}`;
    const isExec = /\/containers\/[^/]+\/exec$/.test(path) && status === 201;
    const command = isExec ? `id=$(${call} | sed 's/.*"Id":"\\([0-9a-f]*\\)".*/\\1/')` : call;
    return `${command}   # ${status} ${oneLine(answer)}`;
  });
  return ['#!/bin/sh', 'socket=${1:?usage: replay.sh SOCKET}', ...lines, ''].join('\n');
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').slice(0, 120);
}
