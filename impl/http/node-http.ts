/**
 * `node:http`, but not imported: an import reads every export, and one of them loads Node's fetch
 * client, which costs 12 MB of memory and 90 ms of each start.
 */
export const http = process.getBuiltinModule('node:http');
